"""Publish the working agenda as a numbered version, and take an earlier one up again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, Prefetch

from conference.agenda.difference import Change, Snapshot, compare, entry_snapshot, title_digest, working_snapshot
from conference.agenda.models import Agenda, AgendaVersion, Appearance, Session, VersionEntry, VersionSpeaker
from conference.agenda.services.locking import lock_agenda
from conference.agenda.withdrawn import WITHDRAWAL, withdrawn_entries
from conference.edition.models import Edition
from conference.speakers.models import Speaker
from core import page_cache
from core.audit.services import record

BATCH = 500


@transaction.atomic
def publish(*, edition: Edition, actor: Any, note: str = "") -> AgendaVersion:
    """Store the working agenda as the next version and show it; the number of queries does not grow with sessions.

    Conflicts are not looked at here: `conference.planning` asks about them first.
    """
    agenda = lock_agenda(edition)
    number = (edition.agenda_versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = AgendaVersion.objects.create(
        edition=edition, number=number, note=note, published_by=actor if getattr(actor, "pk", None) else None
    )
    sessions = list(_to_publish(edition))
    before = {item.code: item for item in _stored(agenda.published)}
    gone = dict(withdrawn_entries(edition).values_list("code", "sequence"))
    entries = VersionEntry.objects.bulk_create(
        [
            VersionEntry(
                version=version,
                session=session,
                code=session.code,
                room_id=session.room_id,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                all_day=session.all_day,
                status=session.status,
                title_digest=title_digest(session),
                sequence=_sequence(session, before.get(session.code), gone.get(session.code)),
                visibility=session.visibility,
            )
            for session in sessions
        ],
        batch_size=BATCH,
    )
    VersionSpeaker.objects.bulk_create(
        [
            VersionSpeaker(entry=entry, speaker_id=item.speaker_id, role=item.role, position=item.position)
            for entry, session in zip(entries, sessions, strict=True)
            for item in session.appearances.all()
        ],
        batch_size=BATCH,
    )
    agenda.published = version
    agenda.save(update_fields=["published"])
    shown = VersionSpeaker.objects.filter(entry__version=version).values("speaker")
    Speaker.objects.of(edition).filter(pk__in=shown, provisional=True).update(provisional=False)
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


def working_snapshots(edition: Edition) -> list[Snapshot]:
    """Return the working agenda as it would be published."""
    return [working_snapshot(session) for session in _to_publish(edition)]


def version_snapshots(version: AgendaVersion | None) -> list[Snapshot]:
    """Return what a version published; nothing for None."""
    if version is None:
        return []
    return [entry_snapshot(entry) for entry in _stored(version)]


def _stored(version: AgendaVersion | None) -> Iterable[VersionEntry]:
    return version.entries.prefetch_related("speakers") if version else ()


def _sequence(session: Session, before: VersionEntry | None, gone: int | None) -> int:
    """Return how often calendars saw the session change by now; it never falls.

    `gone` is the last count of a session that was withdrawn: calendars were told of that, and now of its return.
    """
    if gone is not None:
        return gone + WITHDRAWAL + 1
    if before is None:
        return 0
    return before.sequence + (entry_snapshot(before) != working_snapshot(session))


def _to_publish(edition: Edition) -> Any:
    standing = Prefetch("appearances", Appearance.objects.standing())
    return Session.objects.of(edition).to_publish().prefetch_related(standing)


def _take_up(session: Session, entry: VersionEntry | None) -> None:
    if entry is None:
        session.planned_minutes = min(session.minutes, 24 * 60)
        session.starts_at = session.ends_at = None
        session.all_day = False
        return
    session.room_id, session.starts_at, session.ends_at = entry.room_id, entry.starts_at, entry.ends_at
    session.all_day, session.status = entry.all_day, entry.status
