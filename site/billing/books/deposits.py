"""Checks of deposits: no more is allocated than arrived, and parts stand on lines of their own order."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from billing.books.registry import register_check
from billing.deposits.models import Allocation, Deposit
from billing.payments.models import Transaction
from core.money import ZERO


@register_check
def check_deposits() -> Iterator[str]:
    """What is left of a deposit is not less than nothing, and its parts are in its currency."""
    for deposit in Deposit.objects.arrived().with_rest().iterator():
        if deposit.rest < ZERO:
            yield f"deposit {deposit.pk} was allocated {-deposit.rest} beyond what arrived"
    astray = Transaction.objects.exclude(deposit=None).select_related("deposit")
    for entry in astray.iterator():
        if entry.deposit is not None and entry.currency != entry.deposit.currency:
            yield f"transaction {entry.pk} is in {entry.currency}, its deposit in {entry.deposit.currency}"


@register_check
def check_allocations() -> Iterator[str]:
    """The parts of a payment are at most the payment, and a line is not paid twice."""
    parts: dict[int, Decimal] = defaultdict(lambda: ZERO)
    paid: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for part in Allocation.objects.select_related("transaction", "line").iterator():
        parts[part.transaction_id] += part.amount
        paid[part.line_id] += part.amount
        if part.line.order_id != part.transaction.order_id:
            yield f"allocation {part.pk} stands on a line of another order"
        if not ZERO <= paid[part.line_id] <= part.line.gross:
            yield f"line {part.line_id} of {part.line.gross} was paid {paid[part.line_id]} by allocations"
        whole = part.transaction.amount
        if abs(parts[part.transaction_id]) > abs(whole):
            yield f"transaction {part.transaction_id} of {whole} has parts of {parts[part.transaction_id]}"
