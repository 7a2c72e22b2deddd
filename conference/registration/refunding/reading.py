"""How far a mass refund is, and what it could not pay back."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from billing.refunds.models import Refund
from conference.registration.refunding.models import MassRefund, MassRefundEntry
from core.money import ZERO, round_money

State = MassRefundEntry.State


@dataclass(frozen=True)
class Progress:
    """Orders in all, done, failed; money to be paid back, and what of it by hand."""

    orders: int
    done: int
    failed: int
    amount: Decimal
    by_hand: Decimal

    @property
    def waiting(self) -> int:
        """How many are left."""
        return self.orders - self.done - self.failed


def progress_of(mass: MassRefund) -> Progress:
    """Return where a mass refund stands, in one query."""
    sums = mass.entries.aggregate(
        orders=Count("pk"),
        done=Count("pk", filter=Q(state=State.DONE)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        amount=Sum("amount"),
        by_hand=Sum("by_hand"),
    )
    return Progress(
        orders=sums["orders"],
        done=sums["done"],
        failed=sums["failed"],
        amount=round_money(sums["amount"] or ZERO),
        by_hand=round_money(sums["by_hand"] or ZERO),
    )


def not_paid_back(mass: MassRefund) -> "QuerySet[MassRefundEntry]":
    """Return the orders whose money did not go back by itself: by hand, failed here, or refused by Stripe later."""
    refused = Refund.objects.filter(state=Refund.State.FAILED).values("order")
    rows = mass.entries.filter(Q(by_hand__gt=ZERO) | Q(state=State.FAILED) | Q(order__in=refused))
    return rows.select_related("order").order_by("pk")
