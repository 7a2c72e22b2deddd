"""Book what arrived in one piece, allocate it to orders and people, take either back."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from billing.deposits.models import Allocation, Deposit
from billing.errors import NotEnoughLeftError, NothingChosenError, WrongAmountError, WrongCurrencyError
from billing.orders.models import Order, OrderLine
from billing.orders.settlement import lock_order
from billing.payments.ledger import book
from billing.payments.models import Transaction
from billing.payments.services import correct_payment
from billing.payments.tasks import close_checkout
from core.audit.services import record
from core.money import ZERO, round_money

MOST = Decimal("9999999999.99")


@transaction.atomic
def book_deposit(
    *,
    amount: Decimal,
    currency: str,
    method: str,
    payer: str,
    reference: str,
    received_on: date,
    key: str,
    actor: Any,
    note: str = "",
) -> Deposit:
    """Write a check or transfer as it arrived, allocated to nothing yet; the same `key` returns the first one.

    Raises WrongAmountError unless the amount is positive and fits the books.
    """
    amount = round_money(amount)
    if not ZERO < amount <= MOST:
        raise WrongAmountError(amount)
    written = Deposit(
        amount=amount,
        currency=currency.upper(),
        method=method,
        payer=payer[:200],
        reference=reference[:200],
        received_on=received_on,
        note=note[:300],
        key=key,
        booked_by=actor,
    )
    # One statement that neither fails nor breaks the transaction when the same form arrives twice at once.
    Deposit.objects.bulk_create([written], ignore_conflicts=True)
    stored: Deposit = Deposit.objects.get(key=key)
    if stored.created_at == written.created_at:
        changes = {"amount": amount, "currency": stored.currency, "method": method}
        record(actor=actor, action="deposit.booked", obj=stored, changes=changes)
    return stored


def lock_deposit(deposit: Deposit) -> Deposit:
    """Return the deposit under a row lock: before its orders', so that two allocations never wait for each other."""
    locked: Deposit = Deposit.objects.select_for_update().get(pk=deposit.pk)
    return locked


def open_lines(order: Order) -> dict[OrderLine, Decimal]:
    """Return what is open of each line that still stands, as far as payments were allocated to lines."""
    lines = list(order.lines.order_by("position"))
    left: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        left[line.reverses_id or line.pk] += line.gross
    paid = Allocation.objects.filter(line__order=order).order_by().values("line").annotate(sum=Sum("amount"))
    for row in paid.values_list("line", "sum"):
        left[row[0]] -= row[1]
    return {line: round_money(left[line.pk]) for line in lines if line.reverses_id is None and left[line.pk] > ZERO}


@transaction.atomic
def allocate(
    *,
    deposit: Deposit,
    amounts: Mapping[int, Decimal],
    lines: Mapping[int, Decimal] | None = None,
    actor: Any,
    key: str = "",
) -> list[Transaction]:
    """Pay orders out of a deposit: `amounts` by order, `lines` by line (for people), added up for their order.

    What is not allocated stays with the deposit. The same `key` returns what it made before. Raises
    NothingChosenError, WrongAmountError, WrongCurrencyError, and NotEnoughLeftError if two people allocate at once.
    """
    deposit = lock_deposit(deposit)
    if key and (known := _made_by(deposit, key)):
        return known
    by_order = {order: round_money(amount) for order, amount in amounts.items()}
    by_line = {line: round_money(amount) for line, amount in (lines or {}).items()}
    owners = dict(OrderLine.objects.filter(pk__in=by_line).values_list("pk", "order"))
    parts: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for order_id, amount in by_order.items():
        parts[order_id] += amount
    for line, amount in by_line.items():
        parts[owners[line]] += amount
    if not parts:
        raise NothingChosenError
    if min([*by_order.values(), *by_line.values()]) <= ZERO:
        raise WrongAmountError
    if sum(parts.values(), ZERO) > deposit.rest:
        raise NotEnoughLeftError
    entries = []
    for order, amount in sorted(parts.items()):
        reference = f"deposit:{key}:{order}" if key else None
        own = {line: part for line, part in by_line.items() if owners[line] == order}
        entries.append(_pay(deposit, order, amount, own, actor=actor, reference=reference))
    return entries


def _made_by(deposit: Deposit, key: str) -> list[Transaction]:
    return list(deposit.transactions.filter(provider_ref__startswith=f"deposit:{key}:").order_by("order_id"))


def _pay(
    deposit: Deposit,
    order_id: int,
    amount: Decimal,
    lines: Mapping[int, Decimal],
    *,
    actor: Any,
    reference: str | None,
) -> Transaction:
    order = lock_order(Order(pk=order_id))
    if order.currency != deposit.currency:
        raise WrongCurrencyError(order.number)
    left = {line.pk: rest for line, rest in open_lines(order).items()} if lines else {}
    # Lines are never paid beyond what the order owes; an amount typed for the order may be, and opens a case.
    if any(part > left.get(line, ZERO) for line, part in lines.items()) or (lines and amount > order.balance):
        raise NotEnoughLeftError(order.number)
    entry = book(
        order,
        kind=Transaction.Kind.PAYMENT,
        method=deposit.method,
        amount=amount,
        provider_ref=reference,
        reference=deposit.reference[:120],
        received_on=deposit.received_on,
        actor=actor,
        deposit=deposit,
    )
    assert entry is not None  # noqa: S101 - only a known provider_ref returns None
    Allocation.objects.bulk_create(
        [Allocation(transaction=entry, line_id=line, amount=part) for line, part in lines.items()]
    )
    close_checkout.enqueue(order.pk)
    return entry


@transaction.atomic
def undo_allocation(*, deposit: Deposit, entry: Transaction, reason: str, actor: Any) -> Transaction:
    """Take back a part that went to the wrong order, with a mirrored entry; it is free to be allocated again.

    Raises WrongAmountError if it is not this deposit's, or was taken back before.
    """
    deposit = lock_deposit(deposit)
    if entry.deposit_id != deposit.pk:
        raise WrongAmountError
    return correct_payment(entry=entry, reason=reason, actor=actor)


@transaction.atomic
def return_deposit(*, deposit: Deposit, amount: Decimal, reason: str, key: str, actor: Any) -> Deposit:
    """Book that an unallocated rest was sent back to its payer, or never came; raises NotEnoughLeftError."""
    deposit = lock_deposit(deposit)
    known: Deposit | None = deposit.reversals.filter(key=key).first()
    if known:
        return known
    amount = round_money(amount)
    if amount <= ZERO or deposit.reverses_id is not None:
        raise WrongAmountError(amount)
    if amount > deposit.rest:
        raise NotEnoughLeftError(amount)
    back: Deposit = Deposit.objects.create(
        amount=-amount,
        currency=deposit.currency,
        method=deposit.method,
        payer=deposit.payer,
        reference=deposit.reference,
        note=reason[:300],
        reverses=deposit,
        key=key,
        booked_by=actor,
    )
    record(actor=actor, action="deposit.returned", obj=deposit, reason=reason, changes={"amount": amount})
    return back
