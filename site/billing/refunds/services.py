"""Ask for money to be paid back; record what Stripe says of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext

from billing.balances.models import Balance
from billing.balances.services import issue_balance, return_to_balances
from billing.errors import NoCardPaymentError, WrongAmountError
from billing.invoices.tasks import issue_credit_note
from billing.orders.inputs import NewLine
from billing.orders.lines import append_lines
from billing.orders.models import Order
from billing.orders.settlement import lock_order
from billing.payments.ledger import book
from billing.payments.models import Transaction
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from billing.refunds.models import Refund
from billing.refunds.tasks import send_refund
from core.audit.services import record
from core.money import ZERO, round_money

State = Refund.State


def refundable_by_card(order: Order) -> dict[str, Decimal]:
    """Return what Stripe can still pay back, by payment intent, oldest first; refunds under way count as gone."""
    left: dict[str, Decimal] = {}
    for entry in order.transactions.filter(kind=Transaction.Kind.PAYMENT, method=Transaction.Method.CARD).order_by(
        "pk"
    ):
        if entry.provider_ref:
            left[entry.provider_ref] = entry.amount
    gone = order.refunds.exclude(state=State.FAILED).values("payment_intent").annotate(sum=Sum("amount"))
    for row in gone.order_by("payment_intent"):
        if row["payment_intent"] in left:
            left[row["payment_intent"]] -= row["sum"]
    return {intent: amount for intent, amount in left.items() if amount > ZERO}


@transaction.atomic
def request_refund(*, order: Order, amount: Decimal, reason: str, actor: Any, key: str) -> list[Refund]:
    """Ask Stripe, by a task, to pay back an amount of an order's card payments; the ledger follows Stripe's word.

    The same `key` returns the refunds that it made before: two clicks at once make one. More than one is made only
    if the amount spans several payments. If more is paid back than we owe, the difference becomes a line of its own,
    so that the order does not seem to owe it again. Raises WrongAmountError and NoCardPaymentError.
    """
    order = lock_order(order)
    known = list(order.refunds.filter(key__startswith=f"{key}:").order_by("pk"))
    if known:
        return known
    amount = round_money(amount)
    left = refundable_by_card(order)
    if amount <= ZERO or amount > order.paid - _under_way(order):
        raise WrongAmountError(amount)
    if amount > sum(left.values(), ZERO):
        raise NoCardPaymentError(amount)
    _forgive(order, amount)
    return _write_refunds(order, left, amount, reason=reason, actor=actor, key=key)


def _write_refunds(
    order: Order, left: dict[str, Decimal], amount: Decimal, *, reason: str, actor: Any, key: str
) -> list[Refund]:
    """Split an amount over the payments, newest first, and enqueue each part."""
    refunds: list[Refund] = []
    for intent, available in reversed(left.items()):
        part = min(available, amount)
        if part <= ZERO:
            break
        amount -= part
        refund = Refund.objects.create(
            order=order,
            payment_intent=intent,
            amount=part,
            reason=reason[:300],
            key=f"{key}:{len(refunds) + 1}",
            requested_by=actor if getattr(actor, "is_authenticated", False) else None,
        )
        record(
            actor=actor,
            action="refund.requested",
            obj=order,
            reason=reason,
            changes={"amount": part, "refund": refund.pk},
        )
        send_refund.enqueue(refund.pk)
        refunds.append(refund)
    return refunds


def _under_way(order: Order) -> Decimal:
    """Return what was asked back and is not in the ledger yet."""
    amount: Decimal | None = order.refunds.pending().aggregate(sum=Sum("amount"))["sum"]
    return round_money(amount or ZERO)


def available(order: Order) -> Decimal:
    """Return what was paid for an order and is not on its way back already."""
    return order.paid - _under_way(order)


def _forgive(order: Order, amount: Decimal) -> None:
    """Lower the order by what is paid back beyond what we owe, as a line in the buyer's language.

    A cancelled order too: what was kept of it may be given back later. One that expired was never a claim.
    """
    owed = -order.balance - _under_way(order)
    gift = amount - max(owed, ZERO)
    if gift > ZERO and (order.is_live or order.state == Order.State.CANCELLED):
        with translation.override(order.language):
            append_lines(order, [NewLine(description=gettext("Refund"), unit_net=-gift)])
        issue_credit_note.enqueue(order.pk)


def pay_back(
    order: Order, *, amount: Decimal, reason: str, actor: Any, key: str, credit_until: date | None = None
) -> Balance | None:
    """Pay back what a locked order is owed, over what it was paid with: cards, credits, the rest by the finance queue.

    With `credit_until` all of it becomes the buyer's credit until that day instead, and that credit is returned.
    """
    if not ZERO < amount <= available(order):
        raise WrongAmountError(amount)
    if credit_until is not None:
        return issue_balance(order, amount=amount, expires_on=credit_until, actor=actor, key=key)
    by_card = min(amount, sum(refundable_by_card(order).values(), ZERO))
    if by_card:
        request_refund(order=order, amount=by_card, reason=reason, actor=actor, key=key)
    rest = amount - by_card
    if rest:
        rest -= return_to_balances(order, amount=rest, actor=actor)
    if rest:
        case = open_case(kind=FinanceCase.Kind.OVERPAID, order=order, details={"pay_back_by_hand": rest})
        # An open case of an earlier cancellation tells all that is owed now.
        case.details = {**case.details, "pay_back_by_hand": str(rest)}
        case.save(update_fields=["details"])
    return None


@transaction.atomic
def book_refund(
    *,
    order: Order,
    amount: Decimal,
    method: str,
    paid_on: date,
    reference: str,
    note: str = "",
    actor: Any,
    key: str = "",
) -> Transaction:
    """Book what finance has paid back by transfer or check; the same `key` twice books once.

    Raises WrongAmountError beyond what was paid.
    """
    order = lock_order(order)
    hand_reference = f"hand:{key}" if key else None
    known: Transaction | None = order.transactions.filter(provider_ref=hand_reference or "").first()
    if known:
        return known
    amount = round_money(amount)
    if amount <= ZERO or amount > order.paid - _under_way(order):
        raise WrongAmountError(amount)
    _forgive(order, amount)
    entry = book(
        order,
        kind=Transaction.Kind.REFUND,
        method=method,
        amount=-amount,
        provider_ref=hand_reference,
        reference=reference,
        received_on=paid_on,
        note=note,
        actor=actor,
    )
    assert entry is not None  # noqa: S101 - only a known provider_ref returns None
    return entry
