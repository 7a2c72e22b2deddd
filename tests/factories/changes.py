"""Places that are firm and paid, with terms, so that they can be changed."""

import itertools
from decimal import Decimal

from django.db import transaction
from factories.conference import CancellationTermFactory, TicketTypeFactory
from factories.registration import person, placed

from billing.orders.models import Order
from billing.orders.settlement import lock_order
from billing.payments.ledger import book
from conference.registration.changes.models import SubstitutionFee
from conference.registration.changes.quotes import quote_cancellation
from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place

_numbers = itertools.count(1)


@transaction.atomic
def pay(order, amount=None, method="card"):
    """Book what an order owes, or an amount, as it came."""
    order = lock_order(Order(pk=order.pk))
    reference = f"pi_{next(_numbers)}" if method == "card" else None
    book(order, kind="payment", method=method, amount=amount or order.balance, provider_ref=reference)


def firm(run_tasks, *people, method="card", paid=True, terms=True, **fields):
    """An order whose people are approved and, unless told otherwise, paid by its method; its terms: less 75."""
    people = people or [person(TicketTypeFactory(vetting="manual"))]
    edition = people[0].ticket_type.edition
    if terms and not edition.cancellation_terms.exists():
        CancellationTermFactory(edition=edition)
    order = placed(*people, method=method, **fields)
    for place in order.registrations.all():
        approve_place(place=place, actor=None)
    if paid:
        pay(order, method={"purchase_order": "check"}.get(method, method))
    run_tasks()
    return Order.objects.get(pk=order.pk)


def place_of(order, position=1):
    """A place as a page reads it."""
    places = Registration.objects.select_related("order", "edition", "ticket_type")
    return places.get(order=order, position=position)


def quote(place):
    """What giving a place up comes to today at the venue."""
    return quote_cancellation(place_of(place.order, place.position), on=place.edition.today())


def substitution_offered(edition, fee=0):
    """Let an edition's people send colleagues, for a fee."""
    return SubstitutionFee.objects.create(edition=edition, fee=Decimal(fee))
