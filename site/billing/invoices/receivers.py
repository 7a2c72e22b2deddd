"""Documents follow the order's state."""

from typing import Any

from billing.invoices.tasks import issue_documents
from billing.orders.models import Order


def on_confirmed_or_paid(order: Order, **kwargs: Any) -> None:
    """Enqueue the invoice or receipt, in the transaction of the change; an order taken up late gets its own signal."""
    if not kwargs.get("late"):
        issue_documents.enqueue(order.pk)
