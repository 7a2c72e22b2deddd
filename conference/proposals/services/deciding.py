"""Decide on a proposal, silently: nobody is told before the decisions are sent."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.proposals.decisions.sessions import make_session, take_session_away
from conference.proposals.models import CallFormat, Proposal
from conference.proposals.services.locking import lock_proposal
from conference.proposals.states import (
    ACCEPTING,
    ANNOUNCED_MOVES,
    SILENT_MOVES,
    Decision,
    IllegalMove,
    State,
    check_move,
)
from core.audit.services import record


class FormatMissing(Exception):
    """An acceptance in another format does not say which."""


class FormatNotOffered(Exception):
    """A plain acceptance names a format that the proposer did not offer."""


class NotSubmitted(Exception):
    """Only what the committee has before it can be decided."""


class StaleDecision(Exception):
    """Somebody decided since the decider last looked; `proposal` is as it stands now."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.code)
        self.proposal = proposal


@transaction.atomic
def decide_proposal(
    *,
    proposal: Proposal,
    decision: str,
    actor: Any,
    decided_format: CallFormat | None = None,
    expected: int | None = None,
) -> Proposal:
    """Note what the committee decided, or with an empty decision that it is open again.

    An acceptance puts a draft of the session into the board's tray; taking it back takes the draft away. `expected` is
    the `decision_revision` that the decider saw. Raises NotSubmitted, StaleDecision, FormatMissing, FormatNotOffered,
    IllegalMove, `sessions.NoAudience`, and SessionInUse if the session has left the tray.
    """
    locked = lock_proposal(proposal)
    if locked.state != State.SUBMITTED:
        raise NotSubmitted
    if expected is not None and locked.decision_revision != expected:
        raise StaleDecision(locked)
    chosen = _format_for(locked, decision, decided_format)
    if (locked.decision, locked.decided_format) == (decision, chosen):
        return locked
    _check(locked, decision)
    was_accepted = locked.is_accepted
    locked.decision, locked.decided_format = decision, chosen
    locked.decided_by, locked.decided_at = (actor, timezone.now()) if decision else (None, None)
    locked.decision_revision += 1
    locked.save(update_fields=["decision", "decided_format", "decided_by", "decided_at", "decision_revision"])
    # The agenda is locked before the audit's chain, as everywhere.
    if locked.is_accepted:
        make_session(proposal=locked, actor=actor)
    elif was_accepted:
        take_session_away(proposal=locked, actor=actor)
    record(actor=actor, action="proposal.decided", obj=locked, changes={"code": locked.code, "decision": decision})
    return locked


def _format_for(proposal: Proposal, decision: str, chosen: CallFormat | None) -> CallFormat | None:
    """Return the format that a decision is for; without one given, the first that the proposer offers."""
    if decision not in ACCEPTING:
        return None
    if decision == Decision.OTHER_FORMAT:
        if chosen is None:
            raise FormatMissing
        return chosen
    offered = list(proposal.formats.all())
    if chosen and chosen not in offered:
        raise FormatNotOffered
    return chosen or (offered[0] if offered else None)


def _check(proposal: Proposal, decision: str) -> None:
    """Raise IllegalMove for what cannot be decided any more."""
    told = proposal.announced_decision
    if not told:
        if decision != proposal.decision:
            check_move(SILENT_MOVES, proposal.decision, decision)
    # What was silently decided since may be taken back to what the proposer knows.
    elif decision != told:
        check_move(ANNOUNCED_MOVES, told, decision)
    elif decision == proposal.decision:
        raise IllegalMove("The format was told already.")
