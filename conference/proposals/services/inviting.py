"""Bring co-presenters in: ask, correct a mistyped address, take the answer."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.proposals.authors import Author
from conference.proposals.decisions.sessions import take_out
from conference.proposals.emails import send_answered, send_invitation
from conference.proposals.models import Invitation, Presenter, Proposal
from conference.proposals.recognition import address_digest, domain_digest
from conference.proposals.services.drafting import add_presenter, last_part
from conference.proposals.services.locking import lock_presenter, lock_proposal
from conference.proposals.services.recusing import recuse_conflicted
from conference.proposals.states import PART_MOVES, Part, State, check_move
from core.audit.services import record
from core.codes import keyed_digest, secret

TOKEN = "presenter-invitation"  # noqa: S105 - the purpose of a digest
LIVES = timedelta(days=30)
MOST_PEOPLE = 10


class AlreadyThere(Exception):
    """The address takes part already, or has been asked."""


class TooManyPeople(Exception):
    """More people than a session has chairs for."""


class NotInvitable(Exception):
    """The proposal takes nobody in any more."""


@transaction.atomic
def invite(*, proposal: Proposal, name: str, email: str, role: str, actor: Any) -> Presenter:
    """Ask somebody to present along; raises AlreadyThere, TooManyPeople, NotInvitable.

    Whoever was removed or had declined is asked anew.
    """
    locked = lock_proposal(proposal)
    _require_open(locked)
    people = list(locked.presenters.select_related("identity"))
    known = next((item for item in people if item.email_digest == address_digest(email)), None)
    if known and known.state in (Part.INVITED, Part.ACCEPTED):
        raise AlreadyThere
    if sum(item.state in (Part.INVITED, Part.ACCEPTED) for item in people) >= MOST_PEOPLE:
        raise TooManyPeople
    if known:
        check_move(PART_MOVES, known.state, Part.INVITED)
        known.state, known.role = Part.INVITED, role
        known.save(update_fields=["state", "role"])
    presenter = known or add_presenter(
        proposal=locked, email=email, name=name, role=role, position=len(people), state=Part.INVITED
    )
    _send(presenter)
    recuse_conflicted(locked)
    record(actor=actor, action="presenter.invited", obj=presenter, changes={"proposal": locked.code})
    return presenter


@transaction.atomic
def correct_address(*, presenter: Presenter, email: str, actor: Any) -> Presenter:
    """Send the invitation to the right address; the old link is dead at once. Raises AlreadyThere, NotInvitable."""
    locked = lock_presenter(presenter)
    _require_open(locked.proposal)
    if locked.state not in (Part.INVITED, Part.DECLINED):
        raise NotInvitable
    digest = address_digest(email)
    if locked.proposal.presenters.exclude(pk=locked.pk).filter(email_digest=digest).exists():
        raise AlreadyThere
    locked.email_digest, locked.domain_digest, locked.state = digest, domain_digest(email), Part.INVITED
    locked.identity.email = email
    locked.save(update_fields=["email_digest", "domain_digest", "state"])
    locked.identity.save(update_fields=["email"])
    _send(locked)
    recuse_conflicted(locked.proposal)
    record(actor=actor, action="presenter.address_corrected", obj=locked)
    return locked


@transaction.atomic
def send_again(*, presenter: Presenter) -> None:
    """Send a new link; the old one is dead. Raises NotInvitable."""
    locked = lock_presenter(presenter)
    _require_open(locked.proposal)
    if locked.state != Part.INVITED:
        raise NotInvitable
    _send(locked)


@transaction.atomic
def remove_presenter(*, presenter: Presenter, actor: Any) -> None:
    """Take somebody out of a proposal; raises NotInvitable for the lead, IllegalMove for somebody gone already."""
    locked = lock_presenter(presenter)
    if locked.is_lead:
        raise NotInvitable
    check_move(PART_MOVES, locked.state, Part.REMOVED)
    locked.state = Part.REMOVED
    locked.save(update_fields=["state"])
    _revoke(locked)
    recuse_conflicted(locked.proposal)
    take_out(person=locked, actor=actor)
    record(actor=actor, action="presenter.removed", obj=locked, changes={"proposal": locked.proposal.code})


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link is of, if it can still be answered."""
    rows = Invitation.objects.usable().select_related("presenter__proposal__call__edition", "presenter__identity")
    found = rows.filter(token_digest=keyed_digest(TOKEN, token)).first()
    return found if found and found.presenter.proposal.state != State.WITHDRAWN else None


@transaction.atomic
def answer_invitation(*, invitation: Invitation, accepts: bool, author: Author | None) -> Presenter:
    """Take somebody's answer, once; raises IllegalMove if another tab was faster or the link was replaced.

    Accepting ties the part to the account of whoever is signed in, and fills it in from their last one.
    """
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    presenter = lock_presenter(invitation.presenter)
    usable = fresh.used_at is None and fresh.revoked_at is None
    target = Part.ACCEPTED if accepts else Part.DECLINED
    check_move(PART_MOVES, presenter.state if usable else target, target)
    fresh.used_at = timezone.now()
    fresh.save(update_fields=["used_at"])
    return _take_answer(presenter, target, author)


@transaction.atomic
def answer_part(*, presenter: Presenter, accepts: bool, author: Author) -> Presenter:
    """Take the answer of somebody whose address is proved already, without the link; raises IllegalMove."""
    locked = lock_presenter(presenter)
    target = Part.ACCEPTED if accepts else Part.DECLINED
    check_move(PART_MOVES, locked.state, target)
    locked.invitations.filter(used_at=None, revoked_at=None).update(used_at=timezone.now())
    return _take_answer(locked, target, author)


def _take_answer(presenter: Presenter, target: Part, author: Author | None) -> Presenter:
    presenter.state = target
    if target == Part.ACCEPTED and author:
        presenter.user = author.user or presenter.user
        presenter.working = last_part(author) or presenter.working
    presenter.save(update_fields=["state", "user", "working"])
    if target == Part.DECLINED:
        recuse_conflicted(presenter.proposal)
        take_out(person=presenter, actor=author.user if author else None)
    record(actor=author.user if author else None, action=f"presenter.{target}", obj=presenter)
    send_answered(presenter=presenter, accepted=target == Part.ACCEPTED)
    return presenter


def _require_open(proposal: Proposal) -> None:
    if proposal.state == State.WITHDRAWN or proposal.announced_at:
        raise NotInvitable


def _revoke(presenter: Presenter) -> None:
    presenter.invitations.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())


def _send(presenter: Presenter) -> None:
    """Revoke what was sent before and send a new link."""
    _revoke(presenter)
    token = secret()
    Invitation.objects.create(
        presenter=presenter, token_digest=keyed_digest(TOKEN, token), expires_at=timezone.now() + LIVES
    )
    send_invitation(presenter=presenter, token=token)
