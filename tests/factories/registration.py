"""Applications and places as the forms hand them over."""

import itertools
from decimal import Decimal

from django.utils import timezone
from factories.conference import EditionFactory, TicketTypeFactory

from billing.orders.inputs import BillTo, Buyer
from conference.registration.applications import Application, Person
from conference.registration.services.placing import place_application

_numbers = itertools.count(1)


def person(ticket_type, **fields):
    """A named person with an address of their own."""
    number = next(_numbers)
    values = {
        "name": f"Person {number}",
        "email": f"person{number}@agency.example",
        "agency": "City of Example",
        "country": "US",
    }
    return Person(ticket_type=ticket_type, **{**values, **fields})


def application(*people, edition=None, method="card", **fields):
    """An application for the people, or for one person with a ticket vetted by hand."""
    if not people:
        edition = edition or EditionFactory()
        people = [person(TicketTypeFactory(edition=edition, vetting="manual"))]
    values = {
        "edition": edition or people[0].ticket_type.edition,
        "people": people,
        "buyer": Buyer(name="Robin Buyer", email="buyer@agency.example"),
        "billing": BillTo(name="Accounts", agency="City of Example", address="1 Main St", email="ap@agency.example"),
        "method": method,
        "consented_at": timezone.now(),
    }
    return Application(**{**values, **fields})


def placed(*people, user=None, key="", **fields):
    """A placed order."""
    return place_application(
        application=application(*people, **fields), submission_key=key or f"draft-{next(_numbers)}", user=user
    )


def free_ticket(**fields):
    """A ticket type that costs nothing."""
    return TicketTypeFactory(early=Decimal(0), regular=Decimal(0), late=Decimal(0), **fields)
