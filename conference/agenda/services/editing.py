"""Change sessions; an approval does not outlive what was approved."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from conference.agenda.access import needs_controlled_room
from conference.agenda.models import Session, SessionCredit
from conference.agenda.services.locking import lock_agenda, mark_changed, require_fresh
from conference.edition.models import Edition
from core import page_cache
from core.audit.services import record

# What a credit scheme's body has approved: changing one of these puts the approval back to review.
APPROVED_CONTENT = frozenset({"title", "abstract", "learning_objectives", "level", "ce_minutes", "minutes"})
# Values that may stand in the audit; of the others only the field's name does (a title may be restricted).
AUDITED_VALUES = frozenset({"starts_at", "ends_at", "room_id", "status", "visibility", "capacity", "ce_minutes"})
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
def change_session(*, session: Session, actor: Any, reason: str = "", expected: int | None = None) -> Session:
    """Store a session's changed fields: audited, approvals of changed content back to review, cached pages dropped.

    `expected` is the revision its editor saw. Raises StaleSession and NeedsReason.
    """
    agenda = lock_agenda(session.edition)
    before = Session.objects.get(pk=session.pk)
    require_fresh(before, expected)
    names = [field.attname for field in Session._meta.concrete_fields if field.attname not in {"id", "revision"}]
    changed = {name for name in names if getattr(before, name) != getattr(session, name)}
    if changed & DOOR:
        require_reason(session)
    content = set(changed)
    if before.minutes != session.minutes:
        content.add("minutes")
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
    if not APPROVED_CONTENT.isdisjoint(content):
        return_to_review([session.pk])
    page_cache.bump()
    return session
