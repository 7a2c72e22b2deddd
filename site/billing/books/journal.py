"""Checks of the journal: each entry has two equal sides, and with what waits it says what the books say."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum

from billing.books.registry import register_check
from billing.deposits.models import Deposit
from billing.invoices.models import NumberSeries
from billing.journal.accounts import BALANCES, BANK, CASH, FEES, RECEIVABLES, REFUNDS, STRIPE, TAX, UNALLOCATED
from billing.journal.models import JournalEntry, JournalLine
from billing.journal.pending import UNCLAIMED, pending
from billing.journal.services import SERIES
from billing.orders.models import Order, OrderLine
from billing.payments.models import Transaction
from billing.reconciliation.models import StripeMovement
from core.money import ZERO, round_money

Sums = dict[tuple[str, str], Decimal]
# Receivables are compared order by order; revenue is what then is left.
COMPARED = (BANK, STRIPE, UNALLOCATED, REFUNDS, BALANCES, TAX, FEES)


@register_check
def check_entries() -> Iterator[str]:
    """Each entry balances, and the numbers run from one without a gap."""
    sides = JournalLine.objects.order_by().values_list("entry").annotate(debit=Sum("debit"), credit=Sum("credit"))
    for entry, debit, credit in sides:
        if round_money(debit) != round_money(credit):
            yield f"journal entry {entry} debits {debit} and credits {credit}"
    empty = JournalEntry.objects.filter(lines=None).order_by("number")
    for entry in empty.values_list("number", flat=True):
        yield f"journal entry {entry} has no lines"
    numbers = JournalEntry.objects.order_by("number").values_list("number", flat=True)
    last = 0
    for number in numbers.iterator(chunk_size=5000):
        if number != last + 1:
            yield f"journal entry {last + 1} is missing"
        last = number
    counter = NumberSeries.objects.filter(series=SERIES).first()
    if (counter.last if counter else 0) != last:
        yield f"the journal ends at entry {last}, its counter at {counter.last if counter else 0}"


@register_check
def check_movements() -> Iterator[str]:
    """What Stripe moved is its gross less its fee (SQLite's own arithmetic is not exact enough for a constraint)."""
    for moved in StripeMovement.objects.iterator(chunk_size=2000):
        if moved.net != moved.amount - moved.fee:
            yield f"movement {moved.stripe_id} of {moved.amount} less {moved.fee} says {moved.net}"


@register_check
def check_accounts() -> Iterator[str]:
    """Receivables are what each order owes, cash is what the ledger moved, nothing is left between."""
    accounts: Sums = defaultdict(lambda: ZERO)
    orders: dict[int, Decimal] = defaultdict(lambda: ZERO)
    lines = JournalLine.objects.order_by().values_list("account", "entry__order", "entry__currency")
    for account, order, currency, debit, credit in lines.annotate(debits=Sum("debit"), credits=Sum("credit")):
        accounts[account, currency] += debit - credit
        if account == RECEIVABLES and order is not None:
            orders[order] += debit - credit
    for draft in pending():
        for account, amount in draft.postings:
            accounts[account, draft.currency] += amount
            if account == RECEIVABLES and draft.order is not None:
                orders[draft.order] += amount
    yield from _wrong_receivables(orders)
    expected = _cash()
    for name, currency in sorted({*accounts, *expected}):
        ours, books = round_money(accounts[name, currency]), round_money(expected[name, currency])
        if name in COMPARED and ours != books:
            yield f"the journal has {ours} {currency} on account {name}, the books {books}"


def _wrong_receivables(orders: dict[int, Decimal]) -> Iterator[str]:
    for order in Order.objects.with_totals().order_by("pk").iterator(chunk_size=2000):
        owed = -order.paid if order.state in UNCLAIMED else order.balance
        if round_money(orders[order.pk]) != round_money(owed):
            yield f"order {order.number} owes {round_money(owed)}, the journal says {round_money(orders[order.pk])}"


def _cash() -> Sums:
    """What the books themselves say of cash, fees and tax."""
    sums: Sums = defaultdict(lambda: ZERO)
    ledger = Transaction.objects.order_by()
    for currency, amount in ledger.exclude(deposit=None).values_list("currency").annotate(sum=Sum("amount")):
        sums[UNALLOCATED, currency] += amount
    direct = ledger.filter(deposit=None).values_list("method", "currency")
    for method, currency, amount in direct.annotate(sum=Sum("amount")):
        sums[CASH[Transaction.Method(method)], currency] += amount
    for currency, amount in Deposit.objects.order_by().values_list("currency").annotate(sum=Sum("amount")):
        sums[BANK, currency] += amount
        sums[UNALLOCATED, currency] -= amount
    moved = StripeMovement.objects.order_by().values_list("type", "currency")
    for kind, currency, amount, fee in moved.annotate(amounts=Sum("amount"), fees=Sum("fee")):
        sums[STRIPE, currency] -= fee
        sums[FEES, currency] += fee
        if kind.startswith("payout"):
            sums[STRIPE, currency] += amount
            sums[BANK, currency] -= amount
        elif kind in ("stripe_fee", "tax_fee"):
            sums[STRIPE, currency] += amount
            sums[FEES, currency] -= amount
    taxed = OrderLine.objects.exclude(order__state__in=UNCLAIMED).order_by().values_list("order__currency")
    for currency, tax in taxed.annotate(sum=Sum("tax")):
        sums[TAX, currency] -= tax
    return sums
