"""Bring places in line with their order's money."""

from collections.abc import Iterable

from django.db import transaction

from billing.orders.models import Order
from billing.orders.services import reinstate_order
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from conference.registration.capacity import SoldOut, lock_sales, require_places
from conference.registration.discounts.services import require_uses
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.locking import lock_places
from conference.registration.states import State, check_move
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.safety.holding import keep_holds

# Where an approved place goes in each state of its order.
BY_ORDER = {Order.State.AWAITING: State.CONFIRMED_UNPAID, Order.State.PAID: State.PAID}
SETTLED_FROM = (State.APPROVED, State.CONFIRMED_UNPAID)


def settle_places(order: Order, places: Iterable[Registration], *, save: bool = True) -> list[Registration]:
    """Move approved places to confirmed or paid as the order's state says; return those that moved."""
    target = BY_ORDER.get(Order.State(order.state))
    moved = []
    for place in places:
        if target and place.state in SETTLED_FROM and place.state != target:
            check_move(place.state, target)
            place.state = target
            moved.append(place)
            if save:
                place.save(update_fields=["state", "changed_at"])
    return moved


@transaction.atomic
def end_places(order: Order) -> None:
    """Free the places of an order that was cancelled or expired."""
    target = State.EXPIRED if order.state == Order.State.EXPIRED else State.CANCELLED
    for place in lock_places(order):
        possible = target if place.state in (State.APPLIED, State.APPROVED) else State.CANCELLED
        if place.state in (State.REFUSED, State.CANCELLED, State.EXPIRED):
            continue
        check_move(place.state, possible)
        place.state, place.ticket_token = possible, None
        place.save(update_fields=["state", "ticket_token", "changed_at"])


@transaction.atomic
def retake_places(order: Order) -> None:
    """Take the places of an expired order again because its money came late.

    Raises SoldOut if they, or the discounts they were sold with, are gone.
    """
    edition = lock_sales(order.registrations.select_related("edition").earliest("position").edition)
    places = [place for place in lock_places(order) if place.state == State.EXPIRED]
    items = RegistrationItem.objects.filter(registration__in=places, cancelled_at=None).select_related(
        "add_on__session"
    )
    quantities = {item.registration_id: item.quantity for item in items if item.kind == RegistrationItem.Kind.TICKET}
    require_places(
        edition=edition,
        people=len(places),
        tickets=[(place.ticket_type, quantities[place.pk]) for place in places],
        add_ons=[item.add_on for item in items if item.add_on],
    )
    require_uses(edition, places)
    for place in places:
        check_move(place.state, State.APPLIED)
        place.state = State.APPLIED
    vet(places, order.user)
    for place in places:
        place.save(update_fields=["state", "queue_reason", "changed_at"])
    keep_holds(places)
    reinstate_order(order=order)


def follow_order(order: Order) -> bool:
    """Do what an order's change asks of its places; harmless when it runs twice.

    A late payment takes the places again if they are free; if not, the money waits in the finance queue, recorded
    outside the transaction that failed, and False is returned.
    """
    if order.late_paid_at and order.state == Order.State.EXPIRED:
        try:
            retake_places(order)
        except SoldOut:
            open_case(kind=FinanceCase.Kind.PAID_NO_PLACE, order=order)
            return False
        order.refresh_from_db()
    if order.state in (Order.State.CANCELLED, Order.State.EXPIRED):
        end_places(order)
    else:
        with transaction.atomic():
            settle_places(order, lock_places(order))
    return True
