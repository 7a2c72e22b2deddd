"""What an order's page shows of its seats."""

from typing import Any

from billing.orders.models import Order
from training.enrollment.seats.models import SeatLot

TEMPLATE = "training/seats/section.html"


def section_context(order: Order) -> dict[str, Any]:
    """Return each lot of the order with its balance, in two queries for any number."""
    lots = SeatLot.objects.filter(line__order=order).select_related("course", "agency").order_by("pk")
    balances = lots.balances()
    return {"lots": [(lot, balances[lot.pk]) for lot in lots], "for_agency": any(lot.agency_id for lot in lots)}
