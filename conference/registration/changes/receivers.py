"""What changes do when billing speaks of their own orders: enqueue one task and nothing else."""

from typing import Any

from django.dispatch import receiver

from billing import signals
from billing.orders.models import Order
from conference.registration.changes.services.exchanging import SELLER
from conference.registration.changes.tasks import follow_extra_order


@receiver(
    [signals.order_confirmed, signals.order_paid, signals.order_cancelled],
    dispatch_uid="conference.registration.changes.follow",
)
def follow_change(sender: Any, order: Order, **kwargs: Any) -> None:
    """Let the change that an order is for follow it, soon."""
    if order.seller == SELLER:
        follow_extra_order.enqueue(order.pk)
