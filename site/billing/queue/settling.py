"""Settle a case with money: pay back what was paid in vain, or book what arrived differently."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from billing.errors import DecidedError, WrongAmountError
from billing.orders.settlement import lock_order
from billing.payments.ledger import book
from billing.payments.models import Transaction
from billing.queue.models import FinanceCase
from billing.queue.services import resolve_case
from billing.refunds.services import refundable_by_card, request_refund
from core.money import ZERO, format_money

Kind = FinanceCase.Kind
# Where all that the card paid beyond the order's total goes back.
REFUNDABLE = (Kind.PAID_NO_PLACE, Kind.LATE_PAYMENT, Kind.OVERPAID, Kind.REFUND_FAILED)


def refund_for(case: FinanceCase) -> Decimal | None:
    """Return what a refund to the card would pay back to settle a case; None if that is no way to settle it."""
    order = case.order
    if order is None or case.kind not in REFUNDABLE:
        return None
    by_card = sum(refundable_by_card(order).values(), ZERO)
    in_vain = -order.balance if order.is_live or order.state == order.State.CANCELLED else order.paid
    amount = min(by_card, in_vain)
    return amount if amount > ZERO else None


@transaction.atomic
def settle_by_refund(*, case: FinanceCase, actor: Any) -> FinanceCase:
    """Pay back by card what was paid in vain. Raises WrongAmountError if there is nothing, DecidedError if settled."""
    case = FinanceCase.objects.select_for_update().get(pk=case.pk)
    if case.state != FinanceCase.State.OPEN:
        raise DecidedError
    amount = refund_for(case)
    if amount is None or case.order is None:
        raise WrongAmountError
    resolution = gettext("Paid back by card: %(amount)s.") % {"amount": format_money(amount, case.order.currency)}
    request_refund(order=case.order, amount=amount, reason=case.kind, actor=actor, key=f"case-{case.pk}")
    return resolve_case(case=case, resolution=resolution, actor=actor)


@transaction.atomic
def settle_by_booking(*, case: FinanceCase, actor: Any) -> FinanceCase:
    """Book a card payment whose amount differed as it came. Raises WrongAmountError if the currency differs too."""
    case = FinanceCase.objects.select_for_update().get(pk=case.pk)
    if case.state != FinanceCase.State.OPEN:
        raise DecidedError
    if case.order is None or case.kind != Kind.AMOUNT_MISMATCH:
        raise WrongAmountError
    order = lock_order(case.order)
    amount, _space, currency = str(case.details.get("paid", "")).partition(" ")
    try:
        paid = Decimal(amount)
    except InvalidOperation:
        raise WrongAmountError(amount) from None
    if currency != order.currency or paid <= ZERO:
        raise WrongAmountError(f"{amount} {currency}")
    book(
        order,
        kind=Transaction.Kind.PAYMENT,
        method=Transaction.Method.CARD,
        amount=paid,
        provider_ref=case.reference,
        actor=actor,
    )
    return resolve_case(case=case, resolution=gettext("Booked as it came."), actor=actor)
