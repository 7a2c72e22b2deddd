"""The mails about proposals: one recipient each, neutral subjects, neither titles nor names in them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from conference.proposals.models import Call, Presenter, Proposal
from core.mail.services import queue_mail


def send_access_link(*, call: Call, email: str, token: str) -> None:
    """Send the link that opens an address's proposals."""
    queue_mail(
        kind="proposals.link",
        to=email,
        subject=_("Your link to the call for presentations"),
        template="conference/proposals/link",
        context={"edition": call.edition, "path": reverse("proposals:open", args=[call.edition.year, token])},
        sensitive=True,
    )


def send_invitation(*, presenter: Presenter, token: str) -> None:
    """Ask a co-presenter. A mistyped address reads this: it learns nothing but that there is a conference."""
    edition = presenter.proposal.call.edition
    queue_mail(
        kind="proposals.invitation",
        to=presenter.identity.email,
        subject=_("A question about the conference"),
        template="conference/proposals/invitation",
        context={"edition": edition, "path": reverse("proposals:invitation", args=[edition.year, token])},
        sensitive=True,
    )


def send_submitted(*, proposal: Proposal, first: bool) -> None:
    """Confirm to the proposer that the committee has it."""
    _tell_lead(proposal, "submitted", _("We have your proposal"), first=first)


def send_withdrawn(*, proposal: Proposal) -> None:
    """Confirm to the proposer that it is taken back."""
    _tell_lead(proposal, "withdrawn", _("Your proposal is withdrawn"))


def send_answered(*, presenter: Presenter, accepted: bool) -> None:
    """Tell the proposer that a co-presenter has answered."""
    _tell_lead(presenter.proposal, "answered", _("A co-presenter has answered"), accepted=accepted)


def send_entered(*, proposal: Proposal) -> None:
    """Tell somebody that staff have entered a proposal for them, and how to make it theirs."""
    _tell_lead(proposal, "entered", _("A proposal was entered for you"))


def _tell_lead(proposal: Proposal, template: str, subject: str, **context: object) -> None:
    lead = proposal.presenters.select_related("identity").get(is_lead=True)
    queue_mail(
        kind=f"proposals.{template}",
        to=lead.identity.email,
        subject=subject,
        template=f"conference/proposals/{template}",
        context={
            "edition": proposal.call.edition,
            "proposal": proposal,
            "has_account": lead.user_id is not None,
            "call_path": reverse("proposals:call", args=[proposal.call.edition.year]),
            "own_path": reverse("my_proposals:own"),
            **context,
        },
    )
