"""Send a proposal to the committee, change it, take it back; fill in one's part."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.proposals.answers.programme import leave_silently
from conference.proposals.authors import Author
from conference.proposals.decisions.sessions import take_in_people
from conference.proposals.emails import send_submitted, send_withdrawn
from conference.proposals.models import Presenter, Proposal, RestrictedAbstract
from conference.proposals.recognition import agency_digest
from conference.proposals.services.drafting import may_write_part
from conference.proposals.services.locking import CallClosed, lock_presenter, lock_proposal, require_fresh
from conference.proposals.services.recusing import recuse_conflicted
from conference.proposals.states import MOVES, State, check_move
from conference.proposals.values import PLAIN, PartValues, ProposalValues
from conference.speakers.profile import arrange
from core.audit.services import record


@transaction.atomic
def submit_proposal(
    *, proposal: Proposal, values: ProposalValues, part: PartValues, revision: int, author: Author
) -> Proposal:
    """Put valid values before the committee, the first time or again; raises CallClosed and StaleCopy.

    `revision` is the one that was checked: if anything was saved since, nothing is submitted.
    """
    locked = lock_proposal(proposal)
    if not locked.may_be_edited(timezone.now()):
        raise CallClosed
    require_fresh(locked, revision)
    first = locked.state == State.DRAFT
    if first:
        check_move(MOVES, locked.state, State.SUBMITTED)
        locked.state = State.SUBMITTED
    apply_values(locked, values)
    apply_part(locked.presenters.select_related("identity").get(is_lead=True), part)
    recuse_conflicted(locked)
    action = "proposal.submitted" if first else "proposal.resubmitted"
    record(actor=author.user, action=action, obj=locked, changes={"code": locked.code, "late": locked.is_late})
    send_submitted(proposal=locked, first=first)
    return locked


def apply_values(proposal: Proposal, values: ProposalValues) -> None:
    """Write valid values to a submitted proposal's columns."""
    for name in PLAIN:
        setattr(proposal, name, getattr(values, name))
    proposal.objectives, proposal.av_needs = list(values.objectives), list(values.av_needs)
    proposal.content_warnings = list(values.content_warnings)
    proposal.outline = [{"minutes": item.minutes, "topic": item.topic} for item in values.outline]
    proposal.submitted_at = timezone.now()
    proposal.save()
    proposal.formats.set(values.formats)
    proposal.schemes.set(values.schemes)
    RestrictedAbstract.objects.update_or_create(proposal=proposal, defaults={"text": values.restricted_abstract})


def apply_part(presenter: Presenter, part: PartValues) -> None:
    """Put what a person says of themselves where their flags say it belongs; their address stays as it is."""
    identity = presenter.identity
    part.profile.email = identity.email
    part.profile.public_label, part.profile.withheld = presenter.public_label, presenter.withheld
    arrange(part.profile, presenter, identity)
    identity.disclosure = part.disclosure
    presenter.agency_permission = part.agency_permission
    presenter.agency_digest = agency_digest(part.profile.organization)
    presenter.filled_at = timezone.now()
    if part.consents and not presenter.consented_at:
        presenter.consented_at = timezone.now()
    presenter.save()
    identity.save()


@transaction.atomic
def fill_part(*, presenter: Presenter, part: PartValues, revision: int) -> Presenter:
    """Take a person's valid part; raises CallClosed and StaleCopy."""
    locked = lock_presenter(presenter)
    if not may_write_part(locked):
        raise CallClosed
    require_fresh(locked, revision)
    apply_part(locked, part)
    recuse_conflicted(locked.proposal)
    # Accepted meanwhile, silently or not: now that they agreed they stand in its session too.
    take_in_people(proposal=locked.proposal, actor=locked.user)
    return locked


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, author: Author) -> Proposal:
    """Take a proposal back for good; raises CallClosed once a decision was announced, IllegalMove the second time."""
    locked = lock_proposal(proposal)
    check_move(MOVES, locked.state, State.WITHDRAWN)
    if not locked.may_be_withdrawn():
        raise CallClosed
    was_submitted = locked.state == State.SUBMITTED
    leave_silently(proposal=locked, actor=author.user)
    locked.state, locked.withdrawn_at = State.WITHDRAWN, timezone.now()
    locked.save(update_fields=["state", "withdrawn_at"])
    record(actor=author.user, action="proposal.withdrawn", obj=locked, changes={"code": locked.code})
    if was_submitted:
        send_withdrawn(proposal=locked)
    return locked


@transaction.atomic
def reopen_proposal(*, proposal: Proposal, until: Any, actor: Any, reason: str) -> Proposal:
    """Let a proposer revise after the deadline, until a time."""
    locked = lock_proposal(proposal)
    locked.reopened_until = until
    locked.save(update_fields=["reopened_until"])
    record(actor=actor, action="proposal.reopened", obj=locked, reason=reason, changes={"until": until.isoformat()})
    return locked
