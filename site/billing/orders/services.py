"""What can be done with an order."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from billing.errors import EmptyOrderError, NegativeTotalError, NotReinstatableError, OrderClosedError
from billing.invoices.tasks import issue_credit_note
from billing.orders.inputs import BillTo, Buyer, NewLine
from billing.orders.lines import amounts_of, append_lines, append_reversals, remaining_quantities
from billing.orders.models import Order, OrderLine
from billing.orders.settlement import announce, lock_order, save_state, settle
from billing.payments.tasks import close_checkout
from billing.purchase_orders.models import PurchaseOrder
from billing.queue.models import FinanceCase
from billing.queue.services import resolve_case
from billing.refunds.services import available, pay_back
from billing.signals import line_reversed, order_cancelled, order_confirmed, order_paid
from core.audit.services import record
from core.money import ZERO, round_money

State, Method = Order.State, Order.Method


def place_order(
    *,
    lines: Sequence[NewLine],
    buyer: Buyer,
    billing: BillTo,
    currency: str,
    method: str,
    seller: str,
    submission_key: str,
    user: Any = None,
    language: str = "en",
    hold_minutes: int | None = None,
    terms: Mapping[str, Any] | None = None,
    actor: Any = None,
) -> Order:
    """Write an order with its lines inside the caller's transaction, in which the seller has counted its places.

    A card order is held for `hold_minutes` (settings.HOLD_MINUTES); a promise to pay (purchase order, transfer,
    check) is confirmed at once and `order_confirmed` sent; a total of zero is paid at once, without Stripe, and
    `order_paid` sent. The same `submission_key` returns the order that it made before and writes nothing
    (`order.just_placed` is False then: the seller makes no second set of places). The number of statements does not
    depend on the number of lines. Raises EmptyOrderError and NegativeTotalError.
    """
    if not lines:
        raise EmptyOrderError
    total = sum((amounts_of(line).gross for line in lines), ZERO)
    if total < ZERO:
        raise NegativeTotalError
    order = _new_order(buyer, billing, user=user, currency=currency.upper(), seller=seller)
    order.submission_key, order.language, order.terms_snapshot = submission_key, language, dict(terms or {})
    _set_first_state(order, method if total else Method.NONE, hold_minutes)
    with transaction.atomic(savepoint=False):
        # One statement that neither fails nor breaks the transaction when the same form arrives twice at once.
        Order.objects.bulk_create([order], ignore_conflicts=True)
        stored = Order.objects.get(submission_key=submission_key)
        stored.just_placed = stored.public_id == order.public_id
        if stored.just_placed:
            stored.new_lines = append_lines(stored, lines, after=0)
            _after_placing(stored, total, actor or user)
    return stored


def _new_order(buyer: Buyer, billing: BillTo, **fields: Any) -> Order:
    return Order(
        buyer_name=buyer.name,
        buyer_email=buyer.email.strip().lower(),
        billing_name=billing.name,
        billing_agency=billing.agency,
        billing_address=billing.address,
        billing_country=billing.country,
        billing_email=billing.email.strip().lower(),
        billing_tax_id=billing.tax_id,
        billing_reference=billing.reference,
        **fields,
    )


def _set_first_state(order: Order, method: str, hold_minutes: int | None) -> None:
    """Nothing to pay is paid, a promise is confirmed, anything else is held."""
    order.method = method
    if method == Method.NONE:
        order.state, order.paid_at, order.woken_at = State.PAID, order.placed_at, order.placed_at
    elif method in Order.PROMISES:
        order.state, order.woken_at = State.AWAITING, order.placed_at
    else:
        order.state = State.HELD
        order.hold_until = order.placed_at + timedelta(minutes=hold_minutes or settings.HOLD_MINUTES)


def _after_placing(order: Order, total: Decimal, actor: Any) -> None:
    if order.method == Method.PURCHASE_ORDER:
        PurchaseOrder.objects.create(order=order, number=order.billing_reference)
    record(
        actor=actor,
        action="order.placed",
        obj=order,
        changes={"total": total, "currency": order.currency, "method": order.method, "state": order.state},
    )
    if order.state == State.PAID:
        announce(order_paid, order=order, late=False)
    elif order.state == State.AWAITING:
        announce(order_confirmed, order=order)


@transaction.atomic
def add_lines(*, order: Order, lines: Sequence[NewLine], actor: Any, reason: str = "") -> list[OrderLine]:
    """Add lines to a live order and return them; a paid one owes again. Raises OrderClosedError, EmptyOrderError."""
    if not lines:
        raise EmptyOrderError
    order = _lock_live(order)
    added = append_lines(order, lines)
    amount = sum((line.gross for line in added), ZERO)
    record(actor=actor, action="order.lines_added", obj=order, reason=reason, changes={"amount": amount})
    settle(order, actor=actor)
    return added


@transaction.atomic
def reverse_lines(
    *,
    order: Order,
    lines: Sequence[OrderLine],
    reason: str,
    actor: Any,
    quantities: Mapping[int, int] | None = None,
) -> list[OrderLine]:
    """Take lines back, or `quantities[line.pk]` of each, and return the reversing lines.

    `line_reversed` is sent for each; a credit note is made if the lines stand on a document. Nothing is paid back
    by this: see `request_refund`. Raises OrderClosedError and NotReversibleError.
    """
    order = _lock_live(order)
    reversals = append_reversals(order, lines, quantities=quantities)
    _after_reversal(order, reversals, reason=reason, actor=actor)
    settle(order, actor=actor)
    return reversals


def _after_reversal(order: Order, reversals: Sequence[OrderLine], *, reason: str, actor: Any) -> None:
    amount = sum((line.gross for line in reversals), ZERO)
    positions = [line.position for line in reversals]
    record(
        actor=actor,
        action="order.lines_reversed",
        obj=order,
        reason=reason,
        changes={"amount": amount, "positions": positions},
    )
    for line in reversals:
        announce(line_reversed, line=line)
    issue_credit_note.enqueue(order.pk)


def _lock_live(order: Order) -> Order:
    order = lock_order(order)
    if not order.is_live:
        raise OrderClosedError(order.number)
    return order


@transaction.atomic
def confirm_order(*, order: Order, actor: Any, method: str | None = None) -> Order:
    """Accept a promise to pay for a held order (`method` changes card to a promise); `order_confirmed` is sent.

    Raises IllegalMoveError if the order is not held, or held and to be paid by card.
    """
    order = lock_order(order)
    order.method = method or order.method
    if order.method not in Order.PROMISES:
        raise OrderClosedError(order.number)
    order.move_to(State.AWAITING)
    save_state(order, wake=True)
    if order.method == Method.PURCHASE_ORDER:
        PurchaseOrder.objects.get_or_create(order=order, defaults={"number": order.billing_reference})
    record(actor=actor, action="order.confirmed", obj=order, changes={"method": order.method})
    close_checkout.enqueue(order.pk)
    announce(order_confirmed, order=order)
    return order


@transaction.atomic
def cancel_order(
    *, order: Order, actor: Any, reason: str, refund: Decimal | None = None, credit_until: date | None = None
) -> Order:
    """Cancel a live order, take back its lines and pay back `refund` (None: all that was paid).

    What is on its way back already is left out. What is kept becomes a line of its own, so the order's balance is what
    we still owe. Card payments go back through Stripe; for what came by transfer or check a finance case asks a person
    to pay it back. With `credit_until` all becomes the buyer's credit until that day. `order_cancelled` is sent.
    Raises OrderClosedError, and WrongAmountError if more is to be paid back than was paid.
    """
    order = _lock_live(order)
    paid = available(order)
    back = paid if refund is None else round_money(refund)
    before = order.state
    left = list(remaining_quantities(order))
    if left:
        reversals = append_reversals(order, left)
        _keep(order, paid - back)
        _after_reversal(order, reversals, reason=reason, actor=actor)
    order.move_to(State.CANCELLED)
    save_state(order, wake=True)
    record(
        actor=actor,
        action="order.cancelled",
        obj=order,
        reason=reason,
        changes={"state": [before, order.state], "paid_back": back},
    )
    if back:
        key = f"cancel-{order.pk}"
        pay_back(order, amount=back, reason=reason, actor=actor, key=key, credit_until=credit_until)
    close_checkout.enqueue(order.pk)
    announce(order_cancelled, order=order)
    return order


def _keep(order: Order, amount: Decimal) -> None:
    """Write what the cancellation terms let us keep as a line, in the buyer's language."""
    if amount > ZERO:
        with translation.override(order.language):
            append_lines(order, [NewLine(description=gettext("Cancellation fee"), unit_net=amount)])


@transaction.atomic
def expire_order(*, order: Order) -> bool:
    """End a hold whose time is over; return whether it was ended now. `order_cancelled` is sent.

    The caller has made sure that no Checkout session of it can be paid any more (`billing.payments.holds`).
    """
    order = lock_order(order)
    if order.state != State.HELD or order.hold_until is None or order.hold_until > timezone.now():
        return False
    order.move_to(State.EXPIRED)
    save_state(order, wake=True)
    record(actor=None, action="order.expired", obj=order)
    announce(order_cancelled, order=order)
    return True


@transaction.atomic
def extend_hold(*, order: Order, until: datetime) -> Order:
    """Keep a held order until a later time; an earlier one changes nothing. Raises OrderClosedError."""
    order = lock_order(order)
    if order.state != State.HELD or order.hold_until is None:
        raise OrderClosedError(order.number)
    if until > order.hold_until:
        order.hold_until = until
        order.save(update_fields=["hold_until"])
    return order


@transaction.atomic
def wait_for_seller(*, order: Order, until: datetime) -> Order:
    """Let a held order be paid only once its seller says so, until a time; the seller hears of it as of a promise.

    Call it in the transaction that places the order. An order that is not held is left as it is.
    """
    order = lock_order(order)
    if order.state != State.HELD or order.waits_for_seller:
        return order
    order.waits_for_seller, order.hold_until = True, until
    order.save(update_fields=["waits_for_seller"])
    save_state(order, wake=True)
    record(actor=None, action="order.waits", obj=order)
    return order


@transaction.atomic
def open_for_payment(*, order: Order, until: datetime, actor: Any) -> bool:
    """Let an order that waited for its seller be paid until a time; return whether it waited."""
    order = lock_order(order)
    if order.state != State.HELD or not order.waits_for_seller:
        return False
    order.waits_for_seller, order.hold_until = False, until
    order.save(update_fields=["waits_for_seller"])
    save_state(order, wake=True)
    record(actor=actor, action="order.payable", obj=order)
    return True


@transaction.atomic
def reinstate_order(*, order: Order, actor: Any = None) -> Order:
    """Take up an expired order that was paid late, after its seller has taken its places again.

    Call it in the transaction in which the places are counted; the late payment's case is settled. Raises
    NotReinstatableError.
    """
    order = lock_order(order)
    if order.state != State.EXPIRED or order.late_paid_at is None or order.balance > ZERO:
        raise NotReinstatableError(order.number)
    order.move_to(State.PAID)
    order.late_paid_at = None
    save_state(order, wake=True)
    record(actor=actor, action="order.reinstated", obj=order, changes={"state": ["expired", "paid"]})
    for case in FinanceCase.objects.open().filter(order=order, kind=FinanceCase.Kind.LATE_PAYMENT):
        resolve_case(case=case, resolution=gettext("The places were still free and were taken again."), actor=actor)
    announce(order_paid, order=order, late=False)
    return order


def mark_fulfilled(*, order: Order) -> bool:
    """Say that the seller has caught up with this order as it was read; False if it has changed again since."""
    unchanged = Order.objects.filter(pk=order.pk, woken_at=order.woken_at)
    return bool(unchanged.update(fulfilled_at=timezone.now()))
