"""Make places and what was bought for them out of what was asked for; nothing is stored here."""

from collections.abc import Sequence
from datetime import datetime

from billing.orders.models import Order, OrderLine
from conference.edition.models import Edition
from conference.registration.applications import Person, PricedItem
from conference.registration.places import Registration, RegistrationItem
from people.accounts.models import User


def make_place(
    order: Order, number: int, person: Person, *, edition: Edition, consented_at: datetime, user: User | None
) -> Registration:
    """Return a person's place, the order's `number`th, as it is before vetting."""
    own = user is not None and person.email and person.email == user.email
    return Registration(
        edition=edition,
        order=order,
        position=number,
        ticket_type=person.ticket_type,
        days=[day.isoformat() for day in person.days],
        user=user if own else None,
        name=person.name,
        family_name=person.family_name,
        badge_name=person.badge_name,
        email=person.email,
        agency=person.agency,
        country=person.country,
        address=person.address,
        proof=person.proof,
        proof_file=person.proof_file,
        access_needs=person.access_needs,
        dietary_needs=person.dietary_needs,
        consented_at=consented_at if person.name else None,
    )


def make_items(
    places: Sequence[Registration], items: Sequence[PricedItem], lines: Sequence[OrderLine]
) -> list[RegistrationItem]:
    """Return what each line bought, for which place."""
    kinds = RegistrationItem.Kind
    return [
        RegistrationItem(
            registration=places[item.person],
            kind=kinds.TICKET if item.is_ticket else kinds.ADD_ON if item.add_on else kinds.ANSWER,
            line=line,
            add_on=item.add_on,
            quantity=item.quantity,
        )
        for item, line in zip(items, lines, strict=True)
    ]
