"""What a buyer asks for, once the forms have read it: plain values handed from the forms to the services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from billing.orders.inputs import BillTo, Buyer, NewLine
from conference.edition.models import Edition, PricePhase
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountCode, DiscountRule
from conference.registration.questions.asking import Given
from core.files.models import PrivateFile
from core.money import ZERO


@dataclass(frozen=True)
class Person:
    """One place asked for; `name` and `email` are empty while the person is not known."""

    ticket_type: TicketType
    days: Sequence[date] = ()
    add_ons: Sequence[AddOn] = ()
    name: str = ""
    family_name: str = ""
    badge_name: str = ""
    email: str = ""
    agency: str = ""
    country: str = ""
    address: str = ""
    proof: str = ""
    proof_file: PrivateFile | None = None
    access_needs: str = ""
    dietary_needs: str = ""
    answers: Sequence[Given] = ()

    @property
    def ticket_quantity(self) -> int:
        """How many units of the ticket: one, or one a chosen day."""
        return len(self.days) if self.ticket_type.one_day else 1


@dataclass(frozen=True)
class Application:
    """Everything one order asks for."""

    edition: Edition
    people: Sequence[Person]
    buyer: Buyer
    billing: BillTo
    method: str
    consented_at: datetime
    language: str = "en"
    po_number: str = ""
    po_file: PrivateFile | None = None
    # Discount codes as they were typed.
    codes: Sequence[str] = ()
    # The waitlist's offer that is taken, by its public id.
    offer: str = ""
    # What the buyer was shown; None where nobody was shown anything.
    expected_total: Decimal | None = None


@dataclass(frozen=True)
class PricedItem:
    """One line to be: the person's index, what is bought, its price, and what is taken off it by which rule."""

    person: int
    description: str
    quantity: int
    unit_price: Decimal
    add_on: AddOn | None = field(default=None)
    is_answer: bool = False
    discount: Decimal = ZERO
    reason: str = ""
    rule: DiscountRule | None = None
    code: DiscountCode | None = None

    @property
    def is_ticket(self) -> bool:
        """Whether it is the person's ticket; only tickets are discounted."""
        return self.add_on is None and not self.is_answer

    @property
    def total(self) -> Decimal:
        """Quantity times price, less the discount."""
        return self.full - self.discount

    @property
    def full(self) -> Decimal:
        """Quantity times price."""
        return self.quantity * self.unit_price

    @property
    def off(self) -> Decimal:
        """The discount as it is shown, below nothing."""
        return -self.discount


def price_items(people: Sequence[Person], phase: PricePhase) -> list[PricedItem]:
    """Return the lines of a choice at a phase's prices: each person's ticket, add-ons and priced answers.

    Lines carry public titles and no names: they stand on invoices and at the payment provider.
    """
    items = []
    for index, person in enumerate(people):
        ticket = person.ticket_type
        name = ticket.name
        if ticket.one_day and person.days:
            name = f"{name} ({', '.join(day.isoformat() for day in person.days)})"
        items.append(PricedItem(index, name, person.ticket_quantity, ticket.price(phase)))
        items.extend(
            PricedItem(index, add_on.session.public_title, 1, add_on.price, add_on) for add_on in person.add_ons
        )
        items.extend(
            PricedItem(index, f"{given.version.label}: {given.shown}"[:300], 1, given.price, is_answer=True)
            for given in person.answers
            if given.price
        )
    return items


def order_lines(items: Sequence[PricedItem]) -> list[NewLine]:
    """Return the items as billing wants them."""
    return [
        NewLine(
            description=item.description,
            unit_net=item.unit_price,
            quantity=item.quantity,
            discount=item.discount,
            discount_reason=item.reason[:120],
        )
        for item in items
    ]


def total(items: Sequence[PricedItem]) -> Decimal:
    """Return the exact sum."""
    return sum((item.total for item in items), ZERO)
