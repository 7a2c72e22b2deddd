"""What seats do when billing speaks: one task is enqueued inside billing's transaction, nothing else."""

from typing import Any

from django.dispatch import receiver

from billing import signals
from billing.orders.models import Order
from training.enrollment.seats.buying import SELLER
from training.enrollment.seats.tasks import fulfil_seats


@receiver(
    [signals.order_confirmed, signals.order_paid, signals.order_cancelled, signals.purchase_order_approved],
    dispatch_uid="training.seats.follow",
)
def follow(sender: Any, order: Order, **kwargs: Any) -> None:
    """Bring the order's seats in line with it, soon."""
    if order.seller == SELLER:
        fulfil_seats.enqueue(order.pk)


@receiver(signals.line_reversed, dispatch_uid="training.seats.take_back")
def take_back(sender: Any, line: Any, **kwargs: Any) -> None:
    """Refund the seats of a line that was taken back, wholly or in part."""
    if line.order.seller == SELLER:
        fulfil_seats.enqueue(line.order_id)
