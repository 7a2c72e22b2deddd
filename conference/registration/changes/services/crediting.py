"""Use credit of an earlier year on an order of a later edition."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.balances.models import Balance, BalanceEntry
from billing.balances.services import use_balance
from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.orders.settlement import lock_order
from billing.payments.models import CheckoutAttempt
from conference.registration.places import Registration
from core.money import ZERO

# How long an order that was paid in part by credit waits for the rest.
REST_WITHIN = timedelta(days=3)


def edition_year(order: Order) -> int | None:
    """Return the year that a conference order, or one for a change, is for."""
    places = Registration.objects.filter(order=order) | Registration.objects.filter(changes__order=order)
    return places.values_list("edition__year", flat=True).first()


def is_later(balance: Balance, order: Order) -> bool:
    """Whether an order is for a later edition than the one a credit comes from."""
    before, now = edition_year(balance.source), edition_year(order)
    return before is not None and now is not None and now > before


def pay_with_credit(*, order: Order, code: str, actor: Any) -> Decimal:
    """Pay an order of a later edition out of its buyer's credit and return how much. Raises BillingError."""
    return use_balance(order=order, code=code, actor=actor, may_pay=is_later)


def end_half_paid() -> int:
    """Cancel card orders that a credit paid in part and whose rest did not come; the credit has it all again."""
    late = BalanceEntry.objects.filter(
        kind=BalanceEntry.Kind.USED,
        created_at__lt=timezone.now() - REST_WITHIN,
        transaction__order__state=Order.State.AWAITING,
        transaction__order__method=Order.Method.CARD,
        transaction__order__paid_at=None,
    )
    keys = late.order_by().values_list("transaction__order", flat=True).distinct()
    return sum(_end(order) for order in Order.objects.filter(pk__in=keys).order_by("pk")[:100])


@transaction.atomic
def _end(order: Order) -> bool:
    order = lock_order(order)
    under_way = order.attempts.filter(state__in=CheckoutAttempt.UNDECIDED).exists()
    if order.state != Order.State.AWAITING or order.balance <= ZERO or under_way:
        return False
    cancel_order(order=order, actor=None, reason="the rest was not paid")
    return True
