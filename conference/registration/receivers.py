"""What registration does when billing speaks: it enqueues one task and nothing else.

The signals are sent inside the transaction that changes the order, so the task lives or dies with the change.
"""

from typing import Any

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from billing import signals
from billing.orders.models import Order
from conference.registration.services.placing import SELLER
from conference.registration.tasks import check_again, fulfil_order


@receiver(
    [signals.order_confirmed, signals.order_paid, signals.order_cancelled, signals.purchase_order_approved],
    dispatch_uid="conference.registration.follow",
)
def follow(sender: Any, order: Order, **kwargs: Any) -> None:
    """Bring the order's places, tickets and mails in line with it, soon."""
    if order.seller == SELLER:
        fulfil_order.enqueue(order.pk)


@receiver(email_confirmed, dispatch_uid="conference.registration.check_again")
def look_again(sender: Any, email_address: Any, **kwargs: Any) -> None:
    """An address was verified: what waited only for that is checked once more."""
    check_again.enqueue(email_address.user_id)
