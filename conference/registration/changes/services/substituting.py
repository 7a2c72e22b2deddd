"""Send a colleague: proposed by one, agreed to by both, paid, and only then the place is theirs.

Whoever writes locks the edition's sales, the order and the place, then the proposal, in this sequence.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.orders.models import Order
from billing.orders.services import reinstate_order
from billing.orders.settlement import lock_order
from conference.registration.applications import Person
from conference.registration.capacity import SoldOut, lock_sales
from conference.registration.changes import emails
from conference.registration.changes.models import Substitution, rules_of, substitution_fee
from conference.registration.changes.services.cancelling import nothing_pending
from conference.registration.changes.services.ending import close
from conference.registration.changes.services.exchanging import Pending, place_extra_order
from conference.registration.changes.services.handing_over import (
    filled_person,
    hand_over,
    keep_filled,
    same_agency,
    user_of_address,
)
from conference.registration.discounts.models import DiscountUse
from conference.registration.places import Registration
from conference.registration.questions.services import require_options
from conference.registration.services.locking import lock_place
from conference.registration.services.naming import PlaceClosed
from conference.registration.states import OCCUPYING
from core.audit.services import record
from core.codes import keyed_digest, secret
from people.accounts.models import User

PURPOSE = "substitution"
State = Substitution.State
LEAST_HOLD = 60


class NotPossible(Exception):
    """The edition takes no substitutions, or none any more."""


class NotColleagues(Exception):
    """The two addresses are not of one agency."""


class BoundByName(Exception):
    """The place was given to the person by name, with a discount that is theirs alone."""


class LinkOver(Exception):
    """The link was used, is unknown, or its proposal has ended."""


@transaction.atomic
def propose(*, place: Registration, name: str, email: str, actor: User | None, by_person: bool) -> Substitution:
    """Propose a colleague and write to both; `by_person`: whoever holds the place says so, signed in, and agrees.

    The fee is that of the day at the venue. Raises NotPossible, PlaceClosed, Pending, NotColleagues, BoundByName.
    """
    edition = lock_sales(place.edition)
    order, place = lock_place(place)
    fee = substitution_fee(edition, edition.today())
    if fee is None:
        raise NotPossible
    if place.state not in OCCUPYING or not place.is_named or not order.is_live or order.state == Order.State.HELD:
        raise PlaceClosed
    if not nothing_pending(place):
        raise Pending
    if DiscountUse.objects.filter(registration=place).exclude(code=None).exclude(code__email="").exists():
        raise BoundByName
    address = email.strip().lower()
    if address == place.email.lower() or not same_agency(place.email, address):
        raise NotColleagues
    now = timezone.now()
    begins = datetime.combine(edition.start_date, time(), edition.zone)
    joiner, leaver = secret(), "" if by_person else secret()
    proposal = Substitution.objects.create(
        registration=place,
        proposed_by=actor,
        leaver_name=place.name,
        leaver_email=place.email,
        name=name,
        email=address,
        joiner_digest=keyed_digest(PURPOSE, joiner),
        leaver_digest=keyed_digest(PURPOSE, leaver) if leaver else "",
        leaver_agreed_at=now if by_person else None,
        fee=fee,
        until=min(now + timedelta(days=rules_of(edition).proposal_days), begins),
    )
    record(actor=actor, action="substitution.proposed", obj=proposal, changes={"fee": fee, "place": place.pk})
    emails.send_to_joiner(proposal, joiner)
    if leaver:
        emails.send_to_leaver(proposal, leaver)
    return proposal


def proposal_of(token: str) -> tuple[Substitution, bool] | None:
    """Return the open proposal that a link belongs to, and whether it is the link of who leaves."""
    digest = keyed_digest(PURPOSE, token)
    rows = Substitution.objects.select_related("registration__edition", "registration__ticket_type",
                                               "registration__order").filter(state=State.PROPOSED)  # fmt: skip
    for field in ("leaver_digest", "joiner_digest"):
        found = rows.filter(**{field: digest}, until__gte=timezone.now()).first()
        if found:
            return found, field == "leaver_digest"
    return None


def may_answer(proposal: Substitution, *, leaves: bool, user: User | None) -> bool:
    """Whether this visitor may use a link: where an account has verified its address, that account alone."""
    holder = user_of_address(proposal.leaver_email if leaves else proposal.email)
    return holder is None or holder == user


def may_answer_for(email: str, user: User | None) -> bool:
    """Whether somebody signed in has verified an address, and so agrees for it without a link."""
    return user is not None and user_of_address(email) == user


@transaction.atomic
def agree(*, token: str, user: User | None, person: Person | None = None) -> Substitution:
    """Note one side's consent; with both, the place goes on, or its fee is asked for first. A link works once.

    `person` is what the colleague filled in. Raises LinkOver, and SoldOut for an option of theirs that is full.
    """
    found = proposal_of(token)
    if found is None or not may_answer(found[0], leaves=found[1], user=user):
        raise LinkOver
    proposal, leaves = _lock(found[0]), found[1]
    digest = keyed_digest(PURPOSE, token)
    current = proposal.leaver_digest if leaves else proposal.joiner_digest
    if proposal.state != State.PROPOSED or current != digest or proposal.until < timezone.now():
        raise LinkOver
    now = timezone.now()
    if leaves:
        proposal.leaver_digest, proposal.leaver_agreed_at = "", now
    else:
        if person is None:
            raise LinkOver
        proposal.joiner_digest, proposal.joiner_agreed_at = "", now
        proposal.filled_in = keep_filled(person)
    proposal.save()
    record(actor=user, action="substitution.agreed", obj=proposal, changes={"side": "leaver" if leaves else "joiner"})
    if proposal.leaver_agreed_at and proposal.joiner_agreed_at:
        _both_agreed(proposal, actor=user)
    return proposal


def _lock(proposal: Substitution) -> Substitution:
    """Return the proposal with its place, all locked, in the sequence that everybody keeps to."""
    lock_sales(proposal.registration.edition)
    order, place = lock_place(proposal.registration)
    locked = Substitution.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    place.order = order
    locked.registration = place
    return locked


def _both_agreed(proposal: Substitution, *, actor: Any) -> None:
    proposal.state = State.AGREED
    order = proposal.registration.order
    if not proposal.fee:
        proposal.save()
        _finish(proposal, actor=actor)
        return
    minutes = max(int((proposal.until - timezone.now()).total_seconds() // 60), LEAST_HOLD)
    with translation.override(order.language):
        text = _("Fee for sending a colleague")
    proposal.order = place_extra_order(
        order, text=text, amount=proposal.fee, key=f"substitution-{proposal.pk}", minutes=minutes, actor=actor
    )
    proposal.save()
    emails.send_fee(proposal)


@transaction.atomic
def complete(proposal: Substitution) -> bool:
    """Hand the place over once the fee is paid; return whether that is done. Harmless when repeated."""
    proposal = _lock(proposal)
    order = lock_order(proposal.order) if proposal.order else None
    if proposal.state != State.AGREED or (order and order.state != Order.State.PAID):
        return proposal.state == State.DONE
    _finish(proposal, actor=None)
    return proposal.state == State.DONE


def _finish(proposal: Substitution, *, actor: Any) -> None:
    place = proposal.registration
    over = place.edition.today() >= place.edition.start_date
    person = filled_person(proposal, place)
    try:
        if place.state not in OCCUPYING or over:
            raise PlaceClosed
        require_options(place.edition, [person])
    except (PlaceClosed, SoldOut):
        # Too late for the place: nothing changes hands, and a fee that was paid goes back.
        close(proposal, State.CANCELLED, actor=actor)
        emails.send_ended(proposal)
        return
    given_back = hand_over(place, person, user=user_of_address(proposal.email), actor=actor)
    close(proposal, State.DONE, actor=actor)
    emails.send_done(proposal, given_back)


@transaction.atomic
def reopen_for_late_fee(proposal: Substitution) -> bool:
    """Hand the place over though the fee came after its hold; False if the proposal was ended by then.

    What the colleague filled in is forgotten then, and the money waits for finance.
    """
    locked = _lock(proposal)
    if locked.order is not None and locked.state == State.AGREED:
        reinstate_order(order=locked.order)
        _finish(locked, actor=None)
        return True
    return False


@transaction.atomic
def withdraw(*, place: Registration, actor: User | None) -> None:
    """Take the open proposal of a place back; nothing if there is none. Both people are told."""
    lock_sales(place.edition)
    lock_place(place)
    rows = Substitution.objects.select_for_update(of=("self",)).select_related("registration__order")
    for proposal in rows.filter(registration=place, state__in=Substitution.OPEN):
        close(proposal, State.CANCELLED, actor=actor)
        emails.send_ended(proposal)


@transaction.atomic
def decline(*, token: str, user: User | None) -> None:
    """Say no, by either side's link. Raises LinkOver."""
    found = proposal_of(token)
    if found is None or not may_answer(found[0], leaves=found[1], user=user):
        raise LinkOver
    proposal = _lock(found[0])
    if proposal.state != State.PROPOSED:
        raise LinkOver
    close(proposal, State.CANCELLED, actor=user)
    emails.send_ended(proposal)


@transaction.atomic
def expire(proposal: Substitution) -> bool:
    """End a proposal whose time is over; return whether it was ended now."""
    proposal = _lock(proposal)
    if proposal.state != State.PROPOSED or proposal.until >= timezone.now():
        return False
    close(proposal, State.EXPIRED, actor=None)
    # Whose place has ended meanwhile has been told of that.
    if proposal.registration.state in OCCUPYING:
        emails.send_ended(proposal)
    return True
