"""Keep money as credit, use it up on a later order, give it back when that order is cancelled, let it run out."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from billing.balances.models import Balance, BalanceEntry
from billing.errors import NothingToPayError, OrderClosedError, UnknownCreditError
from billing.orders.models import Order
from billing.orders.settlement import lock_order
from billing.payments.ledger import book
from billing.payments.models import Transaction
from core.audit.services import record
from core.money import ZERO, round_money

Kind = BalanceEntry.Kind
# What comes back from an order lasts at least so long again.
AT_LEAST = timedelta(days=365)


def issue_balance(order: Order, *, amount: Decimal, expires_on: date, actor: Any, key: str) -> Balance:
    """Keep an amount that a locked order is owed as its buyer's credit, and return it; the same key makes one.

    The ledger of the order shows it as paid back by credit. The caller has made sure that so much is owed.
    """
    reference = f"credit:{key}"
    known = Balance.objects.filter(entries__transaction__provider_ref=reference).first()
    if known:
        return known
    balance = Balance.objects.create(
        source=order, user=order.user, email=order.buyer_email, currency=order.currency, expires_on=expires_on
    )
    _enter(order, balance, Kind.ISSUED, amount, actor=actor, reference=reference)
    record(actor=actor, action="balance.issued", obj=balance, changes={"amount": amount, "order": order.number})
    return balance


def _enter(order: Order, balance: Balance, kind: str, amount: Decimal, *, actor: Any, reference: str) -> None:
    """Write money of an order and the credit's entry beside it; `amount` is the entry's, of its sign."""
    entry = book(
        order,
        kind=Transaction.Kind.PAYMENT if kind == Kind.USED else Transaction.Kind.REFUND,
        method=Transaction.Method.BALANCE,
        amount=-amount,
        provider_ref=reference,
        reference=f"…{balance.code[-4:]}",
        actor=actor,
    )
    BalanceEntry.objects.create(balance=balance, kind=kind, amount=amount, transaction=entry)


@transaction.atomic
def use_balance(
    *, order: Order, code: str, actor: Any, may_pay: Callable[[Balance, Order], bool] = lambda _balance, _order: True
) -> Decimal:
    """Pay what an order owes out of its buyer's credit, as far as it goes, and return how much that was.

    `may_pay` is the seller's own rule. A code that is unknown, another's, used up or run out is refused alike:
    UnknownCreditError. Raises OrderClosedError and NothingToPayError.
    """
    order = lock_order(order)
    if not order.is_live:
        raise OrderClosedError(order.number)
    if order.balance <= ZERO:
        raise NothingToPayError
    typed = "".join(code.split()).replace("-", "").upper()
    found = Balance.objects.select_for_update(of=("self",)).bound_to(order).filter(code=typed, currency=order.currency)
    balance = found.first()
    if balance is None or balance.is_over(timezone.localdate()) or not may_pay(balance, order):
        raise UnknownCreditError
    amount = min(balance.left, order.balance)
    if amount <= ZERO:
        raise UnknownCreditError
    reference = f"credit-use:{balance.pk}:{balance.entries.count()}"
    _enter(order, balance, Kind.USED, -amount, actor=actor, reference=reference)
    record(actor=actor, action="balance.used", obj=balance, changes={"amount": amount, "order": order.number})
    return amount


def refundable_to_balances(order: Order) -> dict[int, Decimal]:
    """Return what was paid out of credits and has not gone back, by the credit's key, oldest first."""
    entries = BalanceEntry.objects.filter(transaction__order=order, kind__in=[Kind.USED, Kind.RETURNED])
    sums = entries.order_by().values_list("balance").annotate(sum=Sum("amount")).order_by("balance")
    return {key: -round_money(amount) for key, amount in sums if amount < ZERO}


def return_to_balances(order: Order, *, amount: Decimal, actor: Any) -> Decimal:
    """Give a part of a locked order's money back to the credits it came from; return how much found its way."""
    given = ZERO
    for key, available in reversed(refundable_to_balances(order).items()):
        part = min(available, amount - given)
        if part <= ZERO:
            break
        balance = Balance.objects.select_for_update().get(pk=key)
        balance.expires_on = max(balance.expires_on, timezone.localdate() + AT_LEAST)
        balance.save(update_fields=["expires_on"])
        reference = f"credit-back:{balance.pk}:{balance.entries.count()}"
        _enter(order, balance, Kind.RETURNED, part, actor=actor, reference=reference)
        record(actor=actor, action="balance.returned", obj=balance, changes={"amount": part, "order": order.number})
        given += part
    return given


@transaction.atomic
def expire(balance: Balance) -> Decimal:
    """End a credit whose time is over and return what was left of it; harmless when repeated."""
    balance = Balance.objects.select_for_update().get(pk=balance.pk)
    left = balance.left
    if left <= ZERO or not balance.is_over(timezone.localdate()):
        return ZERO
    BalanceEntry.objects.create(balance=balance, kind=Kind.EXPIRED, amount=-left)
    record(actor=None, action="balance.expired", obj=balance, changes={"amount": left})
    return left
