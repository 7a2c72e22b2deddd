"""The demo's orders: people of many countries, every payment method, every state; the same ones at every run."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from billing.orders.inputs import BillTo, Buyer
from billing.orders.models import Order
from billing.payments.services import book_payment
from billing.purchase_orders.services import approve_purchase_order
from conference.edition.models import Edition
from conference.registration.applications import Application, Person
from conference.registration.capacity import SoldOut
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place, cancel_place, refuse_place
from conference.registration.services.placing import place_application
from conference.registration.states import State
from people.accounts.models import User


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


GIVEN = words(
    """
    Amira Björn Chen Dolores Emeka Fatima Goran Hana Ivan Jun Kofi Lucía Mehmet Nadia Oleg Priya Quentin Rosa
    Søren Tomás Uma Viktor Wanjiru Ximena Yara Zofia Αθηνά Дмитрий 玲 ياسمين
    """
)
FAMILY = words(
    """
    Abara Bergström Castellanos Dimitriou Eriksen Fujimoto Ganesan Hoang Iversen Jansen Kowalski Lindgren Moreau
    Nowak Okonkwo Pereira Quispe Rossi Schneider Tanaka Usman Villanueva Watanabe Yilmaz Zhang Παπαδοπούλου Иванов
    王 حداد
    """
)
AGENCIES = (
    ("Port Meridian Police Department", "portmeridian.example", "US"),
    ("Alder County District Attorney", "alderda.example", "US"),
    ("Nordhavn Politi", "nordhavn.example", "DK"),
    ("Harbour Health Trust", "harbourhealth.example", "GB"),
    ("Cinnamon Bay University", "cinnamonbay.example", "US"),
    ("Kestrel Security Consultants", "kestrel.example", "CA"),
    ("Southern Plains Threat Team", "southernplains.example", "AU"),
)
# Over which time the demo's orders came in.
SOLD_OVER = timedelta(weeks=12)
METHODS = (Order.Method.CARD, Order.Method.PURCHASE_ORDER, Order.Method.BANK_TRANSFER, Order.Method.CHECK)


def build_orders(edition: Edition, *, attendees: int, actor: User, at: datetime | None = None) -> int:
    """Place orders until the edition has so many registrations; return how many there are. Idempotent.

    Everything goes through the services that the pages use. `at` is the moment of the sale for a past edition.
    """
    chance = random.Random(edition.year)  # noqa: S311 - the same demo every time
    _make_room(edition, attendees)
    have = Registration.objects.of(edition).count()
    tickets = list(TicketType.objects.of(edition).offered())
    add_ons = list(AddOn.objects.filter(edition=edition, session__audience__code="open").select_related("session"))
    numbers = iter(range(1, 10 * attendees + 1))
    while have < attendees:
        number = next(numbers)
        key = f"demo-{edition.year}-{number}"
        size = min(chance.choice((1, 1, 1, 2, 3, 5)), attendees - have)
        application = _application(edition, tickets, add_ons, chance=chance, size=size, number=number)
        if Order.objects.filter(submission_key=key).exists():
            continue
        try:
            order = place_application(application=application, submission_key=key, at=at)
        except SoldOut:
            tickets = [ticket for ticket in tickets if ticket.capacity is None] or tickets
            continue
        have += size
        _live_on(order, chance, actor)
        _backdate(order, chance, since=at or timezone.now() - SOLD_OVER)
    return have


def _backdate(order: Order, chance: random.Random, *, since: datetime) -> None:
    """Let an order stand somewhere in the weeks of the sale, so that charts have a shape; holds stay as they are."""
    if order.state == Order.State.HELD:
        return
    moment = min(since + SOLD_OVER * chance.random() ** 0.6, timezone.now())
    Order.objects.filter(pk=order.pk).update(placed_at=moment)
    Registration.objects.filter(order=order).update(created_at=moment)


def _make_room(edition: Edition, attendees: int) -> None:
    """Let a volume demo have a larger house than the sample's; otherwise it could never be filled, nor sell on."""
    if edition.capacity is not None and edition.capacity < attendees:
        edition.capacity = 2 * attendees
        edition.save(update_fields=["capacity"])


def _application(
    edition: Edition,
    tickets: Sequence[TicketType],
    add_ons: Sequence[AddOn],
    *,
    chance: random.Random,
    size: int,
    number: int,
) -> Application:
    agency, domain, country = chance.choice(AGENCIES)
    ticket = chance.choice(tickets)
    names = list(_names(chance, size))
    people = [
        Person(
            ticket_type=ticket,
            days=edition.days()[:1] if ticket.one_day else (),
            add_ons=[chance.choice(add_ons)] if add_ons and chance.random() < 0.25 else (),
            name=name,
            email=f"person{number}.{index}@{domain}",
            agency=agency,
            country=country,
            proof="seen on the agency's page",
        )
        for index, name in enumerate(names, 1)
    ]
    buyer = Buyer(name=names[0], email=people[0].email)
    return Application(
        edition=edition,
        people=people,
        buyer=buyer,
        billing=BillTo(
            name="Accounts payable",
            agency=agency,
            address=f"{number} Example Street",
            country=country,
            email=f"accounts@{domain}",
            reference=f"PO-{number:05}",
        ),
        method=chance.choice(METHODS[1:]) if size > 1 else chance.choice(METHODS),
        consented_at=timezone.now(),
        po_number=f"PO-{number:05}",
    )


def _names(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def _live_on(order: Order, chance: random.Random, actor: User) -> None:
    """Let an order meet one of the fates it can have: approved, refused, paid, cancelled, or still waiting."""
    for place in list(order.registrations.all()):
        fate = chance.random()
        if place.state == State.APPLIED and order.state != Order.State.HELD:
            if fate < 0.04:
                refuse_place(place=place, actor=actor, reason="demo")
            elif fate < 0.85:
                approve_place(place=place, actor=actor)
    order.refresh_from_db()
    if order.state != Order.State.AWAITING:
        return
    fate = chance.random()
    if order.method == Order.Method.PURCHASE_ORDER and fate < 0.6:
        approve_purchase_order(order=order, actor=actor)
    if fate < 0.5 and order.balance > 0:
        book_payment(
            order=order,
            amount=order.balance if fate < 0.4 else (order.balance / 2).quantize(Decimal("0.01")),
            method=Order.Method.CHECK if order.method == Order.Method.CHECK else Order.Method.BANK_TRANSFER,
            received_on=timezone.localdate(),
            reference=f"demo-{order.number}",
            note="demo",
            actor=actor,
        )
    elif fate > 0.95:
        for place in order.registrations.occupying()[:1]:
            cancel_place(place=place, actor=actor, reason="demo")
