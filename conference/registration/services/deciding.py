"""What staff decide about an application, and what follows for its money."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.services import cancel_order, release_lines
from billing.orders.settlement import lock_order
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.settling import settle_places
from conference.registration.states import State, check_move
from conference.registration.tasks import fulfil_order
from core.audit.services import record
from core.files.services import erase_private

if TYPE_CHECKING:
    from people.accounts.models import User


@transaction.atomic
def approve_place(*, place: Registration, actor: "User") -> Registration:
    """Approve an application; the place becomes confirmed or paid as its order stands. Raises IllegalMove.

    A proof that was uploaded has done its duty and is erased.
    """
    order, place = _lock(place)
    check_move(place.state, State.APPROVED)
    place.state, place.queue_reason = State.APPROVED, ""
    _decide(place, actor)
    settle_places(order, [place], save=False)
    place.save()
    record(actor=actor, action="registration.approved", obj=place, changes={"state": place.state})
    fulfil_order.enqueue(order.pk)
    return place


@transaction.atomic
def refuse_place(*, place: Registration, actor: "User", reason: str) -> Registration:
    """Refuse an application: its lines are taken back and what was paid for them goes back in full.

    `reason` is for the record; the person is given none (DOMAIN.md §5.4). Raises IllegalMove.
    """
    order, place = _lock(place)
    check_move(place.state, State.REFUSED)
    place.state = State.REFUSED
    _decide(place, actor)
    place.save()
    record(actor=actor, action="registration.refused", obj=place, reason=reason)
    _take_back(order, place, actor=actor, reason="refused", keep=Decimal(0))
    fulfil_order.enqueue(order.pk)
    return place


@transaction.atomic
def cancel_place(*, place: Registration, actor: "User | None", reason: str, keep: Decimal = Decimal(0)) -> Registration:
    """Cancel one place; `keep` of what was paid for it stays here, the rest goes back. Raises IllegalMove."""
    order, place = _lock(place)
    check_move(place.state, State.CANCELLED)
    place.state, place.ticket_token = State.CANCELLED, None
    place.save()
    record(actor=actor, action="registration.cancelled", obj=place, reason=reason, changes={"kept": keep})
    _take_back(order, place, actor=actor, reason=reason, keep=keep)
    fulfil_order.enqueue(order.pk)
    return place


def _lock(place: Registration) -> tuple[Order, Registration]:
    """Lock the order first, then the place: the order in which everybody locks them."""
    order = lock_order(place.order)
    places = Registration.objects.select_for_update(of=("self",)).select_related("ticket_type", "edition")
    return order, places.get(pk=place.pk)


def _decide(place: Registration, actor: "User") -> None:
    place.decided_by, place.decided_at = actor, timezone.now()
    if place.proof_file:
        erase_private(place.proof_file)


def _take_back(order: Order, place: Registration, *, actor: "User | None", reason: str, keep: Decimal) -> None:
    """Reverse the place's lines; an order without any other place left is cancelled as a whole."""
    items = list(place.items.filter(cancelled_at=None).select_related("line"))
    _end_items(items, timezone.now())
    others = order.registrations.occupying().exclude(pk=place.pk).exists()  # type: ignore[attr-defined]
    if not order.is_live:
        return
    if others:
        release_lines(order=order, lines=[item.line for item in items], reason=reason, actor=actor, keep=keep)
    else:
        cancel_order(order=order, actor=actor, reason=reason, refund=max(order.paid - keep, Decimal(0)))


def _end_items(items: list[RegistrationItem], now: datetime) -> None:
    for item in items:
        item.cancelled_at = now
    RegistrationItem.objects.bulk_update(items, ["cancelled_at"])
