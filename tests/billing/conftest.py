"""What tests of billing share."""

import pytest

from billing.orders.models import Order
from billing.signals import order_cancelled, order_confirmed, order_paid

NAMES = {order_confirmed: "confirmed", order_paid: "paid", order_cancelled: "cancelled"}


@pytest.fixture
def heard():
    """What sellers were told, in order: (what, order number, late)."""
    told = []

    def receiver(signal, sender, order, late=False, **kwargs):
        told.append((NAMES[signal], order.number, late))

    for signal in NAMES:
        signal.connect(receiver, sender=Order)
    yield told
    for signal in NAMES:
        signal.disconnect(receiver, sender=Order)
