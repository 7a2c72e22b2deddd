"""Decide on a proposal, silently: nobody is told before it is announced."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.proposals.models import CallFormat, Proposal
from conference.proposals.services.locking import lock_proposal
from conference.proposals.states import ANNOUNCED_MOVES, SILENT_MOVES, Decision, State, check_move
from core.audit.services import record


class FormatMissing(Exception):
    """An acceptance in another format does not say which."""


class NotSubmitted(Exception):
    """Only what the committee has before it can be decided."""


@transaction.atomic
def decide_proposal(
    *, proposal: Proposal, decision: str, actor: Any, decided_format: CallFormat | None = None
) -> Proposal:
    """Note what the committee decided, or with an empty decision that it is open again; raises NotSubmitted,
    FormatMissing, IllegalMove.
    """
    locked = lock_proposal(proposal)
    if locked.state != State.SUBMITTED:
        raise NotSubmitted
    if decision == Decision.OTHER_FORMAT and decided_format is None:
        raise FormatMissing
    check_move(ANNOUNCED_MOVES if locked.announced_at else SILENT_MOVES, locked.decision, decision)
    accepted = decision in (Decision.ACCEPTED, Decision.OTHER_FORMAT)
    locked.decision, locked.decided_format = decision, decided_format if accepted else None
    locked.decided_by, locked.decided_at = (actor, timezone.now()) if decision else (None, None)
    locked.save(update_fields=["decision", "decided_format", "decided_by", "decided_at"])
    record(actor=actor, action="proposal.decided", obj=locked, changes={"code": locked.code, "decision": decision})
    return locked
