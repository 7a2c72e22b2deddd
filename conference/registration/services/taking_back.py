"""Take back what was bought for a place, on whichever orders it stands, and pay back what is owed then."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.orders.inputs import NewLine
from billing.orders.lines import remaining_quantities
from billing.orders.models import Order, OrderLine
from billing.orders.services import add_lines, cancel_order, reverse_lines
from billing.orders.settlement import lock_order
from billing.refunds.services import available, pay_back
from conference.registration.changes.arithmetic import spread
from conference.registration.places import Registration, RegistrationItem
from core.money import ZERO


def orders_of(order: Order, items: Sequence[RegistrationItem]) -> list[tuple[Order, list[OrderLine]]]:
    """Return the orders that items stand on, locked, the place's own first, each with the items' lines on it."""
    lines: dict[int, list[OrderLine]] = {order.pk: []}
    for item in items:
        lines.setdefault(item.line.order_id, []).append(item.line)
    others = sorted(key for key in lines if key != order.pk)
    locked = [order, *(lock_order(Order(pk=key)) for key in others)]
    return [(each, lines[each.pk]) for each in locked]


def take_back(
    order: Order,
    place: Registration,
    *,
    items: Sequence[RegistrationItem] | None = None,
    actor: Any,
    reason: str,
    keep: Decimal = ZERO,
    credit_until: date | None = None,
    key: str = "",
) -> None:
    """Reverse a locked place's lines, or some items', and pay back what is owed; `keep` of it stays here.

    An order of which nothing is left is cancelled whole. With `credit_until` the money becomes the buyer's credit.
    """
    whole = items is None
    given = list(place.items.filter(cancelled_at=None).select_related("line") if items is None else items)
    _end_items(given, timezone.now())
    orders = [entry for entry in orders_of(order, given) if entry[1] or (whole and entry[0].pk == order.pk)]
    gross = [sum((line.gross for line in lines), ZERO) for _order, lines in orders]
    for (each, lines), kept in zip(orders, spread(keep, gross), strict=True):
        last = _is_last(each, lines, place, whole=whole and each.pk == order.pk)
        name = f"{key or f'place-{place.pk}'}-{each.pk}"
        _reverse(each, lines, last=last, actor=actor, reason=reason, keep=kept, credit_until=credit_until, key=name)


def _is_last(order: Order, lines: Sequence[OrderLine], place: Registration, *, whole: bool) -> bool:
    """Whether nothing of the order is left: no other person, or, of an order for a change, no other line."""
    if whole:
        return not order.registrations.occupying().exclude(pk=place.pk).exists()
    if order.registrations.exists():
        return False
    left = set(remaining_quantities(order))
    return not left - set(lines)


def _reverse(
    order: Order,
    lines: Sequence[OrderLine],
    *,
    last: bool,
    actor: Any,
    reason: str,
    keep: Decimal,
    credit_until: date | None,
    key: str,
) -> None:
    if not order.is_live:
        return
    if last:
        # What was kept of others before stays kept: the order then costs what it did, less these lines.
        stays = order.total - sum((line.gross for line in lines), ZERO) + keep
        back = max(available(order) - stays, ZERO)
        cancel_order(order=order, actor=actor, reason=reason, refund=back, credit_until=credit_until)
        return
    reverse_lines(order=order, lines=lines, reason=reason, actor=actor)
    if keep:
        with translation.override(order.language):
            fee = NewLine(description=_("Cancellation fee"), unit_net=keep)
        add_lines(order=order, lines=[fee], reason=reason, actor=actor)
    pay_back_owed(order, reason=reason, actor=actor, key=key, credit_until=credit_until)


def pay_back_owed(order: Order, *, reason: str, actor: Any, key: str, credit_until: date | None = None) -> Decimal:
    """Pay back what a locked order was paid beyond what it costs, and return how much that is."""
    owed = available(order) - order.total
    if owed > ZERO:
        pay_back(order, amount=owed, reason=reason, actor=actor, key=key, credit_until=credit_until)
    return max(owed, ZERO)


def _end_items(items: Sequence[RegistrationItem], now: datetime) -> None:
    for item in items:
        item.cancelled_at = now
    RegistrationItem.objects.bulk_update(items, ["cancelled_at"])
