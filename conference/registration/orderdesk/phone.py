"""Place an order for somebody on the telephone: an order like any other, with who took it in the log."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.services import extend_hold
from billing.payments.services import book_payment
from conference.edition.models import Edition
from conference.registration.applications import Application
from conference.registration.capacity import lock_sales
from conference.registration.orderdesk.emails import send_payment_link
from conference.registration.services.placing import place_application
from conference.registration.waitlist.services import starts_at
from core.audit.services import record
from people.accounts.models import User

CHANNEL = "phone"
# How long a place waits for a caller who pays by the link.
LINK_HOLD = timedelta(hours=72)


@dataclass(frozen=True)
class Received:
    """A check or transfer that is there already."""

    on: date
    reference: str


@transaction.atomic
def place_by_phone(*, application: Application, key: str, actor: User, received: Received | None = None) -> Order:
    """Place an order that a caller asks for, through the same checks as an own one; the same key returns the first.

    The caller proves no address, so vetting treats them as a guest. To be paid by card it is held for three days, but
    not beyond the edition's start, and the link is sent by mail; what was `received` is booked at once. Raises what
    `place_application` raises.
    """
    edition = lock_sales(application.edition)
    placed = Order.objects.filter(submission_key=key).first()
    if placed:
        return placed
    order = place_application(application=application, submission_key=key, actor=actor)
    record(
        actor=actor,
        action="order.placed_for_caller",
        obj=order,
        changes={"channel": CHANNEL, "people": len(application.people), "received": received is not None},
    )
    if order.state == Order.State.HELD:
        order = extend_hold(order=order, until=_hold_end(edition))
        send_payment_link(order, edition)
    elif received and order.state == Order.State.AWAITING:
        book_payment(
            order=order,
            amount=order.total,
            method=order.method,
            received_on=received.on,
            reference=received.reference,
            actor=actor,
            key=f"phone-{order.pk}",
        )
    return order


def _hold_end(edition: Edition) -> datetime:
    return min(timezone.now() + LINK_HOLD, starts_at(edition))
