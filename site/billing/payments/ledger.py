"""Book money into the ledger. The one way in: Checkout, transfers, checks, refunds and chargebacks pass here."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from billing.orders.models import Order
from billing.orders.settlement import announce, save_state, settle
from billing.payments.models import Transaction
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from billing.signals import order_paid
from core.audit.services import record
from core.money import ZERO

Kind = Transaction.Kind


def book(
    order: Order,
    *,
    kind: str,
    method: str,
    amount: Decimal,
    provider_ref: str | None = None,
    reference: str = "",
    received_on: date | None = None,
    actor: Any = None,
    note: str = "",
    deposit: Any = None,
) -> Transaction | None:
    """Write one transaction of a locked order and bring the order's state in line; the caller holds the transaction.

    With a `provider_ref` that is in the ledger already nothing happens and None is returned. `deposit` is the check or
    transfer that the amount is a part of.
    """
    if provider_ref and Transaction.objects.filter(provider_ref=provider_ref).exists():
        return None
    entry = Transaction.objects.create(
        order=order,
        kind=kind,
        method=method,
        amount=amount,
        currency=order.currency,
        provider_ref=provider_ref,
        reference=reference,
        received_on=received_on or timezone.localdate(),
        booked_by=actor,
        note=note,
        deposit=deposit,
    )
    record(
        actor=actor,
        action=f"ledger.{kind}",
        obj=order,
        changes={"amount": amount, "method": method, "transaction": entry.pk},
    )
    if order.is_live:
        settle(order, actor=actor)
        if kind == Kind.PAYMENT and order.balance < ZERO:
            open_case(kind=FinanceCase.Kind.OVERPAID, order=order, details={"too_much": -order.balance})
    elif kind == Kind.PAYMENT:
        _note_late_payment(order, entry)
    return entry


def _note_late_payment(order: Order, entry: Transaction) -> None:
    """The money came after the end: visible in the queue at once, until the seller has taken the places again."""
    order.late_paid_at = entry.created_at
    save_state(order, wake=True)
    open_case(
        kind=FinanceCase.Kind.LATE_PAYMENT,
        order=order,
        details={"amount": entry.amount, "currency": entry.currency, "order_state": order.state},
    )
    announce(order_paid, order=order, late=True)
