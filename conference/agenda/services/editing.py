"""Change sessions; an approval does not outlive what was approved."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from conference.agenda.access import needs_controlled_room
from conference.agenda.models import Session, SessionCredit, slug_of
from conference.agenda.services.locking import lock_agenda, mark_changed, require_fresh
from conference.edition.models import Edition
from core import page_cache
from core.audit.services import record

# What a credit scheme's body has approved: changing one of these puts the approval back to review.
APPROVED_CONTENT = frozenset({"title", "abstract", "learning_objectives", "level", "ce_minutes", "minutes"})
# Values that may stand in the audit; of the others only the field's name does (a title may be restricted).
AUDITED_VALUES = frozenset({"starts_at", "ends_at", "room_id", "status", "visibility", "capacity", "ce_minutes"})
BATCH = 100
# What decides whether a room's open door has to be explained.
DOOR = frozenset({"room_id", "audience_id", "visibility", "room_reason"})


class NeedsReason(Exception):
    """A restricted session was put into a room whose door is not controlled, without saying why."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.code)
        self.session = session


def return_to_review(sessions: Iterable[int]) -> int:
    """Put the approved credits of sessions, given by key, back to review; return how many there were."""
    approved = SessionCredit.objects.filter(session_id__in=list(sessions), approval=SessionCredit.Approval.APPROVED)
    return approved.update(approval=SessionCredit.Approval.REVIEW)


@transaction.atomic
def note_presenters_changed(*, sessions: Iterable[int]) -> None:
    """Tell the board that who appears in sessions, given by key, changed; approvals go back to review with it."""
    keys = list(sessions)
    for edition in Edition.objects.filter(sessions__in=keys).distinct():
        mark_changed(edition, keys)
    return_to_review(keys)


def require_reason(session: Session) -> None:
    """Raise NeedsReason for a restricted session in an uncontrolled room without a reason."""
    room = session.room
    if room and not room.access_controlled and not session.room_reason.strip() and needs_controlled_room(session):
        raise NeedsReason(session)


@transaction.atomic
def add_session(*, session: Session, actor: Any) -> Session:
    """Store a new session; raises NeedsReason."""
    require_reason(session)
    session.revision = lock_agenda(session.edition).revision
    session.save()
    record(actor=actor, action="session.added", obj=session, changes={"code": session.code})
    page_cache.bump()
    return session


@transaction.atomic
def add_sessions(*, edition: Edition, sessions: Sequence[Session], actor: Any, reason: str = "") -> None:
    """Store several new sessions, all or none, with one audit entry; raises NeedsReason."""
    agenda = lock_agenda(edition)
    for session in sessions:
        require_reason(session)
        session.edition, session.slug, session.revision = edition, slug_of(session.code), agenda.revision
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    record(
        actor=actor,
        action="sessions.added",
        obj=agenda,
        reason=reason,
        changes={"sessions": [item.code for item in sessions]},
    )
    page_cache.bump()


@transaction.atomic
def change_session(*, session: Session, actor: Any, reason: str = "", expected: int | None = None) -> Session:
    """Store a session's changed fields: audited, approvals of changed content back to review, cached pages dropped.

    `expected` is the revision its editor saw. Raises StaleSession and NeedsReason.
    """
    agenda = lock_agenda(session.edition)
    before = Session.objects.get(pk=session.pk)
    changed = _accepted(before, session, expected)
    session.revision = agenda.revision if changed else before.revision
    session.save()
    if changed:
        values = {name: getattr(session, name) for name in sorted(changed & AUDITED_VALUES)}
        record(
            actor=actor,
            action="session.changed",
            obj=session,
            reason=reason,
            changes={"fields": sorted(changed), **values},
        )
    if _is_new_content(before, session, changed):
        return_to_review([session.pk])
    page_cache.bump()
    return session


@transaction.atomic
def change_sessions(
    *, edition: Edition, sessions: Sequence[Session], actor: Any, expected: Mapping[int, int], reason: str = ""
) -> list[Session]:
    """Store what changed of several sessions, all or none, as `change_session` does; return those that changed.

    `expected` has, by key, the revisions their editor saw. One audit entry names all of them. The number of queries
    grows with hundreds of sessions only. Raises StaleSession, NeedsReason, and Session.DoesNotExist for a session of
    another edition.
    """
    agenda = lock_agenda(edition)
    stored = Session.objects.of(edition).in_bulk([item.pk for item in sessions])
    altered: dict[int, set[str]] = {}
    for session in sessions:
        if session.pk not in stored:
            raise Session.DoesNotExist(session.pk)
        changed = _accepted(stored[session.pk], session, expected[session.pk])
        if changed:
            altered[session.pk] = changed
            session.revision = agenda.revision
    kept = [item for item in sessions if item.pk in altered]
    if not kept:
        return []
    fields = {field.attname: field.name for field in Session._meta.concrete_fields}
    written = sorted(fields[name] for name in set().union(*altered.values()))
    Session.objects.bulk_update(kept, [*written, "revision"], batch_size=BATCH)
    record(
        actor=actor,
        action="sessions.changed",
        obj=agenda,
        reason=reason,
        changes={item.code: _audited(item, altered[item.pk]) for item in kept},
    )
    return_to_review(item.pk for item in kept if _is_new_content(stored[item.pk], item, altered[item.pk]))
    page_cache.bump()
    return kept


def _accepted(before: Session, session: Session, expected: int | None) -> set[str]:
    """Return the names of the fields that changed, as columns; raises StaleSession and NeedsReason."""
    require_fresh(before, expected)
    names = [field.attname for field in Session._meta.concrete_fields if field.attname not in {"id", "revision"}]
    changed = {name for name in names if getattr(before, name) != getattr(session, name)}
    if changed & DOOR:
        require_reason(session)
    return changed


def _is_new_content(before: Session, session: Session, changed: set[str]) -> bool:
    return before.minutes != session.minutes or not APPROVED_CONTENT.isdisjoint(changed)


def _audited(session: Session, changed: set[str]) -> list[str]:
    return [f"{name}={getattr(session, name)}" if name in AUDITED_VALUES else name for name in sorted(changed)]
