"""Where a purchase order stands, from its decision, its invoice and its money: one word, told by the database."""

from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.invoices.models import Invoice
from billing.orders.models import MONEY, Order, OrderLine, summed
from billing.payments.models import Transaction
from billing.purchase_orders.models import PurchaseOrder
from core.money import ZERO

Decision = PurchaseOrder.State


class Stage(models.TextChoices):
    """In the order in which they are reached; an overdue or part-paid one may still wait for its decision."""

    ANNOUNCED = "announced", _("announced")
    RECEIVED = "received", _("received")
    REFUSED = "refused", _("refused")
    APPROVED = "approved", _("approved")
    INVOICED = "invoiced", _("invoiced")
    PART_PAID = "part_paid", _("part-paid")
    PAID = "paid", _("paid")
    OVERDUE = "overdue", _("overdue")
    ENDED = "ended", _("order ended")


def with_stages() -> QuerySet[PurchaseOrder]:
    """Return purchase orders with `stage`, `total_sum`, `paid_sum`, `balance_sum` and `due_on`, in one query."""
    invoices = Invoice.objects.standing().filter(order=OuterRef("order"), kind=Invoice.Kind.INVOICE)
    due = invoices.order_by().values("order").annotate(due=Max("due_on")).values("due")
    orders = PurchaseOrder.objects.annotate(
        total_sum=summed(OrderLine, "gross", "order"),
        paid_sum=summed(Transaction, "amount", "order"),
        due_on=Subquery(due),
        is_invoiced=Exists(invoices),
    ).annotate(balance_sum=models.functions.Round(F("total_sum") - F("paid_sum"), precision=2, output_field=MONEY))
    ended = [Order.State.CANCELLED, Order.State.EXPIRED]
    return orders.annotate(
        stage=Case(
            When(order__state__in=ended, then=Value(Stage.ENDED)),
            When(balance_sum__lte=ZERO, then=Value(Stage.PAID)),
            When(due_on__lt=timezone.localdate(), then=Value(Stage.OVERDUE)),
            When(paid_sum__gt=ZERO, then=Value(Stage.PART_PAID)),
            When(Q(state=Decision.APPROVED, is_invoiced=True), then=Value(Stage.INVOICED)),
            When(state=Decision.APPROVED, then=Value(Stage.APPROVED)),
            When(state=Decision.REFUSED, then=Value(Stage.REFUSED)),
            When(state=Decision.SUBMITTED, then=Value(Stage.RECEIVED)),
            default=Value(Stage.ANNOUNCED),
            output_field=models.CharField(),
        )
    )


def count_stages() -> dict[str, int]:
    """Return how many stand at each stage, in one query."""
    rows: Any = with_stages().order_by()
    return dict(rows.values_list("stage").annotate(count=Count("pk")))
