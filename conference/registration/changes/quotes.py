"""What a cancellation comes to: read once, shown as it is, and acted on by the very same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.orders.models import Order
from billing.refunds.services import available
from conference.edition.refunds import RefundRule
from conference.registration.changes.arithmetic import back_of_part, back_of_place, paid_here, rule_in_words
from conference.registration.places import Registration, RegistrationItem
from core.money import ZERO


@dataclass(frozen=True)
class Quote:
    """What is given up, what was paid for it, what goes back, what stays here, what is owed no more."""

    items: Sequence[RegistrationItem]
    price: Decimal
    paid: Decimal
    back: Decimal
    rule: RefundRule | None

    @property
    def kept(self) -> Decimal:
        """What of the money stays here."""
        return self.paid - self.back

    @property
    def released(self) -> Decimal:
        """What was never paid and is owed no more."""
        return self.price - self.paid


def live_items(place: Registration) -> list[RegistrationItem]:
    """Return what a place has, with lines and add-ons, in one query."""
    return list(place.items.filter(cancelled_at=None).select_related("line__order", "add_on__session"))


def price_of(items: Sequence[RegistrationItem]) -> Decimal:
    """Return what items cost."""
    return sum((item.line.gross for item in items), ZERO)


def paid_for(items: Sequence[RegistrationItem]) -> Decimal:
    """Return how much of the items' price was paid, order by order."""
    orders: dict[Order, Decimal] = {}
    for item in items:
        orders[item.line.order] = orders.get(item.line.order, ZERO) + item.line.gross
    return sum(
        (paid_here(total=order.total, paid=available(order), gross=gross) for order, gross in orders.items()), ZERO
    )


@dataclass(frozen=True)
class Share:
    """A part of a reduction that falls on one order: how much, and how much of that was paid."""

    order: Order
    amount: Decimal
    paid: Decimal


def lay_over(items: Sequence[RegistrationItem], amount: Decimal) -> list[Share]:
    """Return a reduction laid over the orders that items stand on, the newest first, none below nothing."""
    costs: dict[Order, Decimal] = {}
    for item in items:
        costs[item.line.order] = costs.get(item.line.order, ZERO) + item.line.gross
    shares = []
    for order, gross in sorted(costs.items(), key=lambda entry: -entry[0].pk):
        part = min(amount, max(gross, ZERO))
        amount -= part
        if part:
            paid = paid_here(total=order.total, paid=available(order), gross=part)
            shares.append(Share(order, part, paid))
    return shares


def quote_cancellation(place: Registration, *, on: date, item: RegistrationItem | None = None) -> Quote:
    """Return what giving up a place, or one item of it, comes to on a day at the venue, by the order's own terms."""
    items = [item] if item else live_items(place)
    paid = paid_for(items)
    terms = place.order.terms_snapshot
    back = back_of_part(terms, paid=paid, on=on) if item else back_of_place(terms, paid=paid, on=on)
    return Quote(items, price_of(items), paid, back, rule_in_words(terms, on))
