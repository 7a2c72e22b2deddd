"""Enter a proposal for somebody: on paper, by telephone, from a file. Its speaker claims it by their address."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.proposals.emails import send_entered
from conference.proposals.models import Call, Proposal
from conference.proposals.recognition import normal_address
from conference.proposals.services.drafting import add_presenter, next_proposal
from conference.proposals.services.submitting import apply_part, apply_values
from conference.proposals.states import Part, State
from conference.proposals.values import PartValues, ProposalValues
from core.audit.services import record


@transaction.atomic
def enter_proposal(
    *, call: Call, email: str, values: ProposalValues, part: PartValues, typed: tuple[str, str], actor: Any,
    tell: bool = False,
) -> Proposal:  # fmt: skip
    """Put a proposal before the committee for somebody without an account; they have agreed to nothing yet.

    `typed` is what proposal and part are edited from later; `tell` writes to the speaker.
    """
    now = timezone.now()
    proposal = next_proposal(
        call, state=State.SUBMITTED, title=values.title, submitted_at=now, working=typed[0], saved_at=now
    )
    lead = add_presenter(proposal=proposal, email=normal_address(email), role="lead", is_lead=True, state=Part.ACCEPTED)
    lead.working = typed[1]
    apply_values(proposal, values)
    apply_part(lead, part)
    record(actor=actor, action="proposal.entered", obj=proposal, changes={"code": proposal.code})
    if tell:
        send_entered(proposal=proposal)
    return proposal
