"""Payment after approval: an order waits while a place of it is not decided, then may be paid until a date."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from billing.orders.models import Order
from billing.orders.services import open_for_payment, wait_for_seller
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.states import State
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.rules import Deadlines


def let_wait(order: Order, places: Sequence[Registration]) -> None:
    """Let a new card order wait for the reviewers if one of its places is to be paid only once it is approved."""
    if order.state != Order.State.HELD:
        return
    after = [place for place in places if place.ticket_type.payment == TicketType.Payment.AFTER]
    if not any(place.state == State.APPLIED for place in after):
        return
    waiting = wait_for_seller(order=order, until=_begins(places[0]))
    order.waits_for_seller, order.hold_until = waiting.waits_for_seller, waiting.hold_until
    fulfil_order.enqueue(order.pk)


def let_pay(order: Order) -> None:
    """Open a locked order for payment once none of its places waits for a decision; otherwise change nothing."""
    if not order.waits_for_seller or order.state != Order.State.HELD:
        return
    places = list(order.registrations.select_related("edition"))
    taken = [place for place in places if place.state == State.APPROVED]
    if not taken or any(place.state == State.APPLIED for place in places):
        return
    deadlines = Deadlines(places[0].edition)
    days = max(deadlines.of(place.ticket_type_id).pay_days for place in taken)
    open_for_payment(order=order, until=timezone.now() + timedelta(days=days), actor=None)


def _begins(place: Registration) -> datetime:
    """Return the midnight at the venue with which the conference begins; a hold lasts no longer, nor is it shorter."""
    edition = place.edition
    begins = datetime.combine(edition.start_date, time(), tzinfo=edition.zone)
    return max(begins, timezone.now() + timedelta(days=1))
