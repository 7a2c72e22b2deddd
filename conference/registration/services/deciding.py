"""What staff decide about an application, and what follows for its money."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from conference.registration.places import Registration
from conference.registration.services.locking import lock_place
from conference.registration.services.settling import settle_places
from conference.registration.services.taking_back import take_back
from conference.registration.states import State, check_move
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.payment import let_pay
from conference.registration.vetting.proofs import erase_proofs
from conference.registration.vetting.safety.holding import HeldForSafety, is_held, look_once_more
from core.audit.services import record
from core.money import ZERO

if TYPE_CHECKING:
    from people.accounts.models import User


def approve_place(*, place: Registration, actor: "User") -> Registration:
    """Approve an application; the place becomes confirmed or paid as its order stands, or may be paid from now on.

    A proof that was uploaded has done its duty: a task erases it. Raises IllegalMove, and HeldForSafety for a place on
    which only the safety team decides; a hold that is found out here stays.
    """
    with transaction.atomic():
        order, place = lock_place(place)
        check_move(place.state, State.APPROVED)
        held = look_once_more(place)
        if not held:
            _approve(order, place, actor)
    if held:
        raise HeldForSafety
    return place


def _approve(order: Order, place: Registration, actor: "User") -> None:
    place.state, place.queue_reason = State.APPROVED, ""
    _decide(place, actor)
    settle_places(order, [place], save=False)
    place.save()
    record(actor=actor, action="registration.approved", obj=place, changes={"state": place.state})
    let_pay(order)
    fulfil_order.enqueue(order.pk)


@transaction.atomic
def refuse_place(*, place: Registration, actor: "User", reason: str) -> Registration:
    """Refuse an application: its lines are taken back and what was paid for them goes back in full.

    `reason` is for the record; the person is given none (DOMAIN.md §5.4). Raises IllegalMove, and HeldForSafety while
    the safety team has not decided.
    """
    order, place = lock_place(place)
    check_move(place.state, State.REFUSED)
    if is_held(place):
        raise HeldForSafety
    place.state = State.REFUSED
    _decide(place, actor)
    place.save()
    record(actor=actor, action="registration.refused", obj=place, reason=reason)
    take_back(order, place, actor=actor, reason="refused")
    let_pay(order)
    fulfil_order.enqueue(order.pk)
    return place


@transaction.atomic
def cancel_place(
    *,
    place: Registration,
    actor: "User | None",
    reason: str,
    keep: Decimal = ZERO,
    credit_until: date | None = None,
) -> Registration:
    """Cancel one place; `keep` of what was paid for it stays here, the rest goes back. Raises IllegalMove.

    With `credit_until` the rest becomes the buyer's credit until that day instead.
    """
    order, place = lock_place(place)
    check_move(place.state, State.CANCELLED)
    place.state, place.ticket_token = State.CANCELLED, None
    place.save()
    record(actor=actor, action="registration.cancelled", obj=place, reason=reason, changes={"kept": keep})
    take_back(order, place, actor=actor, reason=reason, keep=keep, credit_until=credit_until)
    fulfil_order.enqueue(order.pk)
    return place


def _decide(place: Registration, actor: "User") -> None:
    place.decided_by, place.decided_at = actor, timezone.now()
    erase_proofs.enqueue()
