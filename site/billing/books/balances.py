"""Checks of credits: issued and returned is what was used, ran out and is left; each stands beside its money."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from billing.balances.models import Balance, BalanceEntry
from billing.books.registry import register_check
from billing.payments.models import Transaction
from core.money import ZERO

Kind = BalanceEntry.Kind


@register_check
def check_balances() -> Iterator[str]:
    """No credit was used beyond what it holds, none has two beginnings, and its currency is its orders'."""
    sums: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    begun: dict[int, int] = defaultdict(int)
    entries = BalanceEntry.objects.select_related("transaction", "balance")
    for entry in entries.order_by("pk").iterator(chunk_size=2000):
        sums[entry.balance_id][entry.kind] += entry.amount
        begun[entry.balance_id] += entry.kind == Kind.ISSUED
        moved = entry.transaction
        if moved is not None and (moved.amount, moved.currency, moved.method) != (
            -entry.amount,
            entry.balance.currency,
            Transaction.Method.BALANCE,
        ):
            yield f"credit {entry.balance_id}: entry {entry.pk} of {entry.amount}, the ledger moved {moved.amount}"
        if moved is not None and entry.kind == Kind.ISSUED and moved.order_id != entry.balance.source_id:
            yield f"credit {entry.balance_id} was issued from another order than it says"
    for balance in Balance.objects.order_by("pk").iterator(chunk_size=2000):
        own = sums[balance.pk]
        left = sum(own.values(), ZERO)
        if begun[balance.pk] != 1:
            yield f"credit {balance.pk} was issued {begun[balance.pk]} times"
        if left < ZERO or -own[Kind.USED] > own[Kind.ISSUED] + own[Kind.RETURNED]:
            yield f"credit {balance.pk} was overdrawn: {left} left"


@register_check
def check_balance_money() -> Iterator[str]:
    """Every movement of the ledger by credit has its entry."""
    astray = Transaction.objects.filter(method=Transaction.Method.BALANCE, balance_entry=None)
    for key in astray.order_by("pk").values_list("pk", flat=True):
        yield f"transaction {key} was made by credit, but no credit says so"
