"""Change sessions; an approval does not outlive what was approved."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from conference.agenda.models import Session, SessionCredit
from core import page_cache
from core.audit.services import record

# What a credit scheme's body has approved: changing one of these puts the approval back to review.
APPROVED_CONTENT = frozenset({"title", "abstract", "learning_objectives", "level", "ce_minutes", "minutes"})
# Values that may stand in the audit; of the others only the field's name does (a title may be restricted).
AUDITED_VALUES = frozenset({"starts_at", "ends_at", "room_id", "status", "visibility", "capacity", "ce_minutes"})


def return_to_review(sessions: Iterable[int]) -> int:
    """Put the approved credits of sessions, given by key, back to review; return how many there were."""
    approved = SessionCredit.objects.filter(session_id__in=list(sessions), approval=SessionCredit.Approval.APPROVED)
    return approved.update(approval=SessionCredit.Approval.REVIEW)


@transaction.atomic
def add_session(*, session: Session, actor: Any) -> Session:
    """Store a new session."""
    session.save()
    record(actor=actor, action="session.added", obj=session, changes={"code": session.code})
    page_cache.bump()
    return session


@transaction.atomic
def change_session(*, session: Session, actor: Any, reason: str = "") -> Session:
    """Store a session's changed fields: audited, approvals of changed content back to review, cached pages dropped."""
    before = Session.objects.select_for_update().get(pk=session.pk)
    session.save()
    names = [field.attname for field in Session._meta.concrete_fields if field.attname != "id"]
    changed = {name for name in names if getattr(before, name) != getattr(session, name)}
    content = set(changed)
    if before.minutes != session.minutes:
        content.add("minutes")
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
