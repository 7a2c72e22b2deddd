"""Checks of lines, ledger and states. Read in one pass over each table, whatever its size."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from billing.books.registry import register_check
from billing.orders.arithmetic import line_amounts
from billing.orders.models import Order, OrderLine
from billing.payments.models import Transaction
from billing.refunds.models import Refund
from core.money import ZERO, round_money

State = Order.State


@register_check
def check_lines() -> Iterator[str]:
    """Each line's arithmetic holds, positions have no gap, and no more is taken back than was bought."""
    taken: dict[int, list[OrderLine]] = defaultdict(list)
    last: tuple[int, int] = (0, 0)
    for line in OrderLine.objects.select_related("order", "reverses").order_by("order_id", "position").iterator():
        expected = last[1] + 1 if last[0] == line.order_id else 1
        if line.position != expected:
            yield f"order {line.order.number}: line {expected} is missing"
        last = (line.order_id, line.position)
        if line.reverses is None:
            yield from _wrong_amounts(line)
        else:
            taken[line.reverses_id or 0].append(line)
            if line.reverses.order_id != line.order_id:
                yield f"order {line.order.number}: line {line.position} takes back a line of another order"
    for reversals in taken.values():
        yield from _wrong_reversals(reversals)


def _wrong_amounts(line: OrderLine) -> Iterator[str]:
    amounts = line_amounts(
        quantity=line.quantity, unit_net=line.unit_net, discount=line.discount, tax_rate=line.tax_rate
    )
    if (amounts.tax, amounts.gross) != (line.tax, line.gross):
        yield f"order {line.order.number}: line {line.position} says {line.gross}, it comes to {amounts.gross}"


def _wrong_reversals(reversals: list[OrderLine]) -> Iterator[str]:
    """Parts never exceed the whole, and the parts of a whole line sum to it exactly."""
    original = reversals[0].reverses
    assert original is not None  # noqa: S101 - only reversals come here
    quantity = -sum(line.quantity for line in reversals)
    gross = -sum((line.gross for line in reversals), ZERO)
    name = f"order {reversals[0].order.number}: line {original.position}"
    if quantity > original.quantity:
        yield f"{name} was taken back {quantity} times of {original.quantity}"
    elif quantity == original.quantity and gross != original.gross:
        yield f"{name} was taken back wholly with {gross} instead of {original.gross}"


@register_check
def check_states() -> Iterator[str]:
    """A state says what the money says."""
    for order in Order.objects.with_totals().iterator():
        balance = round_money(order.balance)
        if order.total < ZERO:
            yield f"order {order.number} comes to less than nothing ({order.total})"
        if order.paid < ZERO:
            yield f"order {order.number} was paid back more than was paid ({order.paid})"
        if order.state == State.PAID and balance > ZERO:
            yield f"order {order.number} is paid but owes {balance}"
        if order.state in (State.HELD, State.AWAITING) and balance <= ZERO and order.total > ZERO:
            yield f"order {order.number} is {order.state} but owes nothing"
        if order.state == State.CANCELLED and balance > ZERO and order.paid:
            yield f"order {order.number} is cancelled but seems to owe {balance}"
        if order.state == State.EXPIRED and order.paid > ZERO and order.late_paid_at is None:
            yield f"order {order.number} has expired with {order.paid} that nobody noted"


@register_check
def check_ledger() -> Iterator[str]:
    """Each entry is in its order's currency; card money has Stripe's id; refunds that went out are in the ledger."""
    for entry in Transaction.objects.select_related("order").iterator():
        if entry.currency != entry.order.currency:
            yield f"transaction {entry.pk} is in {entry.currency}, order {entry.order.number} in {entry.order.currency}"
        if entry.method == Transaction.Method.CARD and not entry.provider_ref:
            yield f"transaction {entry.pk} of order {entry.order.number} is a card payment without Stripe's id"
    booked = dict(
        Transaction.objects.filter(kind=Transaction.Kind.REFUND)
        .exclude(provider_ref=None)
        .values_list("provider_ref", "amount")
    )
    for refund in Refund.objects.select_related("order").iterator():
        yield from _wrong_refund(refund, booked)


def _wrong_refund(refund: Refund, booked: dict[str | None, Decimal]) -> Iterator[str]:
    went_out = refund.stripe_id in booked
    if refund.state == Refund.State.SUCCEEDED and not went_out:
        yield f"refund {refund.pk} of order {refund.order.number} went out but is not in the ledger"
    if refund.state in (Refund.State.REQUESTED, Refund.State.PENDING) and went_out:
        yield f"refund {refund.pk} of order {refund.order.number} is in the ledger before it went out"
    if went_out and -booked[refund.stripe_id] != refund.amount:
        yield f"refund {refund.pk} of order {refund.order.number} is {refund.amount}, the ledger says otherwise"
