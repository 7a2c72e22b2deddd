"""The outbox of orders: nobody's wake-up is lost."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.settlement import announce, lock_order
from billing.signals import order_cancelled, order_confirmed, order_paid, purchase_order_approved
from core.clock.schedule import periodic

OVERDUE = timedelta(minutes=2)
BATCH = 200


@periodic(every=timedelta(minutes=1))
def wake_sellers() -> int:
    """Send the signal of each order's state again if its seller has not caught up in two minutes; return how many."""
    late = Order.objects.not_fulfilled().filter(woken_at__lte=timezone.now() - OVERDUE)
    orders = list(late.order_by("woken_at")[:BATCH])
    for order in orders:
        wake(order)
    return len(orders)


@transaction.atomic
def wake(order: Order) -> None:
    """Send the signal that says where the order stands now, and look again in two minutes."""
    order = lock_order(order)
    order.woken_at = timezone.now()
    order.save(update_fields=["woken_at"])
    if order.state == Order.State.PAID:
        announce(order_paid, order=order, late=False)
    elif order.late_paid_at:
        announce(order_paid, order=order, late=True)
    elif order.is_covered:
        announce(purchase_order_approved, order=order)
    elif order.state == Order.State.AWAITING:
        announce(order_confirmed, order=order)
    elif not order.is_live:
        announce(order_cancelled, order=order)
