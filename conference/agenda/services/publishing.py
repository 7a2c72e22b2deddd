"""Publish the working agenda as a numbered version, and take an earlier one up again."""

from typing import Any

from django.db import transaction

from conference.agenda.difference import Change, Snapshot, compare
from conference.agenda.models import Agenda, AgendaVersion, Session, VersionEntry, VersionSpeaker
from conference.agenda.services.locking import lock_agenda
from conference.agenda.snapshots import entry_snapshots, version_snapshots, working_snapshots
from conference.agenda.withdrawn import WITHDRAWAL, withdrawn_entries
from conference.edition.models import Edition
from conference.speakers.models import Speaker
from core import page_cache
from core.audit.services import record

BATCH = 2000


@transaction.atomic(savepoint=False)
def publish(*, edition: Edition, actor: Any, note: str = "", agenda: Agenda | None = None) -> AgendaVersion:
    """Store the working agenda as the next version and show it; the number of queries does not grow with sessions.

    `agenda` is the edition's, if the caller has locked it. Conflicts are not looked at here: `conference.planning` asks
    about them first.
    """
    agenda = agenda or lock_agenda(edition)
    number = agenda.published.number + 1 if agenda.published else 1
    version = AgendaVersion.objects.create(
        edition=edition, number=number, note=note, published_by=actor if getattr(actor, "pk", None) else None
    )
    sessions = working_snapshots(edition)
    before = {item.code: item for item in entry_snapshots(agenda.published_id)}
    gone = dict(withdrawn_entries(edition).order_by().values_list("code", "sequence"))
    entries = VersionEntry.objects.bulk_create(
        [_entry(version, item, _sequence(item, before.get(item.code), gone.get(item.code))) for item in sessions],
        batch_size=BATCH,
    )
    VersionSpeaker.objects.bulk_create(
        [
            VersionSpeaker(entry_id=entry.pk, speaker_id=speaker, role=role, position=position)
            for entry, session in zip(entries, sessions, strict=True)
            for position, (speaker, role) in enumerate(session.speakers)
        ],
        batch_size=BATCH,
    )
    agenda.published = version
    agenda.save(update_fields=["published"])
    newcomers = {speaker for session in sessions for speaker in session.newcomers}
    if newcomers:
        Speaker.objects.filter(pk__in=newcomers).update(provisional=False)
    record(actor=actor, action="agenda.published", obj=version, reason=note, changes={"number": number})
    page_cache.bump()
    return version


@transaction.atomic
def restore(*, version: AgendaVersion, actor: Any) -> list[Session]:
    """Put the working agenda back to where a version had it, and return the sessions that moved.

    Rooms, times and status are the version's again; sessions it did not have go to the tray. Presenters, titles and
    texts stay as they are now.
    """
    edition = version.edition
    agenda = lock_agenda(edition)
    entries = {entry.session_id: entry for entry in version.entries.filter(session__isnull=False)}
    moved = []
    for session in Session.objects.of(edition).exclude(visibility=Session.Visibility.PRIVATE):
        before = session.room_id, session.starts_at, session.ends_at, session.all_day, session.status
        _take_up(session, entries.get(session.pk))
        if before != (session.room_id, session.starts_at, session.ends_at, session.all_day, session.status):
            session.revision = agenda.revision
            moved.append(session)
    Session.objects.bulk_update(
        moved, ["room", "starts_at", "ends_at", "all_day", "planned_minutes", "status", "revision"], batch_size=BATCH
    )
    record(actor=actor, action="agenda.restored", obj=version, changes={"sessions": [item.code for item in moved]})
    return moved


def is_published(edition: Edition) -> bool:
    """Return whether visitors see an agenda."""
    return Agenda.objects.filter(edition=edition, published__isnull=False).exists()


def unpublished_changes(edition: Edition) -> list[Change]:
    """Return what publishing now would change for visitors."""
    shown = AgendaVersion.objects.filter(agenda__edition=edition).first()
    return compare(version_snapshots(shown), working_snapshots(edition))


def _entry(version: AgendaVersion, item: Snapshot, sequence: int) -> VersionEntry:
    return VersionEntry(
        version_id=version.pk,
        session_id=item.session,
        code=item.code,
        room_id=item.room,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        all_day=item.all_day,
        status=item.status,
        title_digest=item.title_digest,
        sequence=sequence,
        visibility=item.visibility,
    )


def _sequence(session: Snapshot, before: Snapshot | None, gone: int | None) -> int:
    """Return how often calendars saw the session change by now; it never falls.

    `gone` is the last count of a session that was withdrawn: calendars were told of that, and now of its return.
    """
    if gone is not None:
        return gone + WITHDRAWAL + 1
    if before is None:
        return 0
    return before.sequence + (before != session)


def _take_up(session: Session, entry: VersionEntry | None) -> None:
    if entry is None:
        session.planned_minutes = min(session.minutes, 24 * 60)
        session.starts_at = session.ends_at = None
        session.all_day = False
        return
    session.room_id, session.starts_at, session.ends_at = entry.room_id, entry.starts_at, entry.ends_at
    session.all_day, session.status = entry.all_day, entry.status
