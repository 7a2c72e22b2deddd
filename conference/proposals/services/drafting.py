"""Begin a proposal and keep what is typed; nothing is checked before it is submitted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference.proposals.authors import Author
from conference.proposals.models import Call, Presenter, PresenterIdentity, Proposal
from conference.proposals.recognition import address_digest, domain_digest
from conference.proposals.services.locking import CallClosed, lock_presenter, lock_proposal, require_fresh
from conference.proposals.states import Part, State
from conference.proposals.working import as_posted, keep

MOST_PROPOSALS = 20
KEPT_TEXTS = ("name", "credentials", "title", "organization", "country", "bio")
KEPT_FLAGS = ("publish_name", "publish_photo", "publish_organization")


class TooManyProposals(Exception):
    """One person has begun more than anybody presents."""


@transaction.atomic
def next_proposal(call: Call, **values: Any) -> Proposal:
    """Return a new proposal with the call's next number; the call's row is locked for it."""
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    last = Proposal.objects.of(call).aggregate(last=Max("number"))["last"] or 0
    return Proposal.objects.create(call=call, number=last + 1, **values)


@transaction.atomic
def begin_proposal(*, call: Call, author: Author, is_late: bool = False) -> Proposal:
    """Begin a proposal whose own part is filled in from the person's last; raises CallClosed, TooManyProposals."""
    now = timezone.now()
    if not (call.is_open(now) or (is_late and call.takes_late(now))):
        raise CallClosed
    standing = Proposal.objects.of(call).led_by(author).exclude(state=State.WITHDRAWN)
    if standing.count() >= MOST_PROPOSALS:
        raise TooManyProposals
    proposal = next_proposal(call, is_late=is_late)
    lead = add_presenter(
        proposal=proposal, email=author.addresses[0], role="lead", is_lead=True, state=Part.ACCEPTED, user=author.user
    )
    lead.working = last_part(author) or keep({"name": author.name}, ["name"])
    lead.save(update_fields=["working"])
    return proposal


def add_presenter(*, proposal: Proposal, email: str, name: str = "", **values: Any) -> Presenter:
    """Return a new person in a proposal; until they publish something all of it is in their identity."""
    presenter = Presenter.objects.create(
        proposal=proposal,
        email_digest=address_digest(email),
        domain_digest=domain_digest(email),
        working=keep({"name": name}, ["name"]) if name else "{}",
        **values,
    )
    PresenterIdentity.objects.create(presenter=presenter, email=email, legal_name=name)
    return presenter


def last_part(author: Author) -> str:
    """Return what a person last said of themselves, ready to be typed over; nothing for somebody new."""
    parts = author.parts().filter(filled_at__isnull=False, consented_at__isnull=False)
    last = parts.select_related("identity").order_by("-filled_at", "-pk").first()
    if last is None:
        return ""
    profile = last.as_profile()
    said = {name: str(getattr(profile, name)) for name in KEPT_TEXTS}
    said |= {name: "on" for name in KEPT_FLAGS if getattr(profile, name)}
    return keep(said, said)


@transaction.atomic
def save_working(*, proposal: Proposal, typed: str, revision: int) -> Proposal:
    """Keep what was typed of a proposal (`working.keep`) and return it; raises CallClosed and StaleCopy."""
    locked = lock_proposal(proposal)
    if not locked.may_be_edited(timezone.now()):
        raise CallClosed
    if typed == locked.working:
        return locked
    require_fresh(locked, revision)
    locked.working, locked.revision, locked.saved_at = typed, locked.revision + 1, timezone.now()
    if locked.state == State.DRAFT:
        locked.title = _title(typed)
    locked.save(update_fields=["working", "revision", "saved_at", "title"])
    return locked


@transaction.atomic
def save_part(*, presenter: Presenter, typed: str, revision: int) -> Presenter:
    """Keep what a person typed of themselves and return their part; raises CallClosed and StaleCopy."""
    locked = lock_presenter(presenter)
    if not may_write_part(locked):
        raise CallClosed
    if typed == locked.working:
        return locked
    require_fresh(locked, revision)
    locked.working, locked.revision = typed, locked.revision + 1
    locked.save(update_fields=["working", "revision"])
    return locked


def may_write_part(presenter: Presenter) -> bool:
    """Return whether a person may still say who they are: as long as the proposal stands and is not decided.

    It is later than the deadline on purpose: whoever is invited on the last day needs time to answer. Who was accepted
    without having said it still can: they cannot confirm before.
    """
    proposal = presenter.proposal
    is_asked = not proposal.announced_at or (proposal.is_told_accepted and presenter.filled_at is None)
    return presenter.state == Part.ACCEPTED and proposal.state != State.WITHDRAWN and is_asked


@transaction.atomic
def allow_late(*, call: Call, author: Author) -> int:
    """Let a person finish the drafts they began before the deadline; return how many. The code was checked."""
    drafts = Proposal.objects.of(call).led_by(author).filter(state=State.DRAFT, is_late=False)
    return Proposal.objects.filter(pk__in=list(drafts.values_list("pk", flat=True))).update(is_late=True)


def _title(typed: str) -> str:
    """Return the typed title if it can stand in a list, else nothing."""
    try:
        return str(forms.CharField(max_length=300, required=False).clean(as_posted(typed).get("title", "")))
    except ValidationError:
        return ""
