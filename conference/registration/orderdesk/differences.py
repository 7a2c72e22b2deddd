"""What moving places to another ticket would change: lines, discounts, amounts. Writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.orders.inputs import NewLine
from billing.orders.lines import amounts_of
from billing.orders.models import Order, OrderLine
from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.discounts.arithmetic import discount_due
from conference.registration.discounts.models import DiscountUse
from conference.registration.places import Registration, RegistrationItem
from conference.registration.states import OCCUPYING
from core.money import ZERO


class NotMovable(Exception):
    """A place has ended, is held for its payment, or has the ticket already; `place` is it."""

    def __init__(self, place: Registration) -> None:
        super().__init__(str(place.pk))
        self.place = place


@dataclass(frozen=True)
class Target:
    """The ticket to move to, its days if it is for chosen ones, and of which day its price is: None for the order's."""

    ticket_type: TicketType
    days: Sequence[date] = ()
    prices_of: date | None = None

    @property
    def quantity(self) -> int:
        """How many units of the ticket: one, or one a chosen day."""
        return len(self.days) if self.ticket_type.one_day else 1


@dataclass(frozen=True)
class Change:
    """What moving does to one place: the line it has, the line it gets, the discount that stays."""

    place: Registration
    ticket_before: TicketType
    item: RegistrationItem
    old: OrderLine
    new: NewLine
    use: DiscountUse | None

    @property
    def before(self) -> Decimal:
        """What the ticket costs now."""
        return self.old.gross

    @property
    def after(self) -> Decimal:
        """What it costs then."""
        return amounts_of(self.new).gross

    @property
    def difference(self) -> Decimal:
        """What is due; below nothing, what goes back."""
        return self.after - self.before


def plan_moves(places: Sequence[Registration], target: Target, edition: Edition) -> list[Change]:
    """Return what moving would do to each place, in two queries for any number. Raises NotMovable."""
    for place in places:
        if (
            place.state not in OCCUPYING
            or place.order.state == Order.State.HELD
            or not place.order.is_live
            or place.ticket_type_id == target.ticket_type.pk
            or place.edition_id != target.ticket_type.edition_id
        ):
            raise NotMovable(place)
    tickets = RegistrationItem.objects.filter(registration__in=places, kind=RegistrationItem.Kind.TICKET)
    items = {item.registration_id: item for item in tickets.select_related("line")}
    uses = {
        use.registration_id: use
        for use in DiscountUse.objects.filter(registration__in=places).select_related("rule", "code")
    }
    return [_change(place, items[place.pk], uses.get(place.pk), target, edition) for place in places]


def _change(
    place: Registration, item: RegistrationItem, use: DiscountUse | None, target: Target, edition: Edition
) -> Change:
    ticket = target.ticket_type
    on = target.prices_of or edition.local(place.order.placed_at).date()
    price = ticket.price(edition.price_phase(on))
    off = _discount(use, target, price) if use else ZERO
    name = f"{ticket.name} ({', '.join(day.isoformat() for day in target.days)})" if ticket.one_day else ticket.name
    new = NewLine(
        description=name,
        unit_net=price,
        quantity=target.quantity,
        discount=off,
        discount_reason=item.line.discount_reason if off else "",
        tax_rate=item.line.tax_rate,
    )
    return Change(place, place.ticket_type, item, item.line, new, use)


def _discount(use: DiscountUse, target: Target, price: Decimal) -> Decimal:
    """Return what the place's discount takes off the other ticket; of a budget it never takes more than before."""
    rule = use.rule
    if rule.ticket_codes and target.ticket_type.code not in rule.ticket_codes:
        return ZERO
    off = discount_due(kind=rule.kind, value=rule.value, quantity=target.quantity, unit_price=price)
    return min(off, use.amount) if rule.budget is not None else off


def total_difference(changes: Iterable[Change]) -> Decimal:
    """Return what all of it comes to."""
    return sum((change.difference for change in changes), ZERO)
