"""Write lines and their reversals; always inside a transaction that has the order locked or has just made it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Max

from billing.errors import NotReversibleError
from billing.orders.arithmetic import Amounts, line_amounts, reversed_amounts
from billing.orders.inputs import NewLine
from billing.orders.models import Order, OrderLine


def append_lines(order: Order, new: Sequence[NewLine], *, after: int | None = None) -> list[OrderLine]:
    """Write new lines behind those there are, in one statement; `after` is the last position if it is known."""
    start = _last_position(order) if after is None else after
    lines = [_line(order, item, position) for position, item in enumerate(new, start + 1)]
    return OrderLine.objects.bulk_create(lines)


def amounts_of(item: NewLine) -> Amounts:
    """Return what a line to be bought comes to."""
    return line_amounts(quantity=item.quantity, unit_net=item.unit_net, discount=item.discount, tax_rate=item.tax_rate)


def _line(order: Order, item: NewLine, position: int) -> OrderLine:
    amounts = amounts_of(item)
    return OrderLine(
        order=order,
        position=position,
        description=item.description,
        quantity=item.quantity,
        unit_net=item.unit_net,
        discount=amounts.discount,
        discount_reason=item.discount_reason,
        tax_rate=item.tax_rate,
        tax=amounts.tax,
        gross=amounts.gross,
    )


def _last_position(order: Order) -> int:
    last: int | None = order.lines.aggregate(last=Max("position"))["last"]
    return last or 0


def remaining_quantities(order: Order) -> dict[OrderLine, int]:
    """Return what is left of each line that was bought, in order; lines wholly taken back are left out."""
    taken: dict[int, int] = defaultdict(int)
    bought: list[OrderLine] = []
    for line in order.lines.order_by("position"):
        if line.reverses_id is None:
            bought.append(line)
        else:
            taken[line.reverses_id] -= line.quantity
    left = {line: line.quantity - taken[line.pk] for line in bought}
    return {line: quantity for line, quantity in left.items() if quantity}


def append_reversals(
    order: Order, lines: Sequence[OrderLine], *, quantities: Mapping[int, int] | None = None
) -> list[OrderLine]:
    """Write a reversing line for each given line: what is left of it, or `quantities[line.pk]` of that.

    Raises NotReversibleError if a line is not this order's, is a reversal, or has not so much left.
    """
    left = {line.pk: quantity for line, quantity in remaining_quantities(order).items()}
    start = _last_position(order)
    reversals = []
    for position, line in enumerate(lines, start + 1):
        take = (quantities or {}).get(line.pk, left.get(line.pk, 0))
        if not 0 < take <= left.get(line.pk, 0):
            raise NotReversibleError(line.description)
        already = line.quantity - left.pop(line.pk)
        reversals.append(_reversal(order, line, position, already=already, take=take))
    return OrderLine.objects.bulk_create(reversals)


def _reversal(order: Order, line: OrderLine, position: int, *, already: int, take: int) -> OrderLine:
    amounts = reversed_amounts(
        unit_net=line.unit_net,
        discount=line.discount,
        tax=line.tax,
        quantity=line.quantity,
        already=already,
        take=take,
    )
    return OrderLine(
        order=order,
        position=position,
        description=line.description,
        quantity=-take,
        unit_net=line.unit_net,
        discount=amounts.discount,
        discount_reason=line.discount_reason,
        tax_rate=line.tax_rate,
        tax=amounts.tax,
        gross=amounts.gross,
        reverses=line,
    )
