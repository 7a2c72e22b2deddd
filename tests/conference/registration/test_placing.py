"""Placing an application: one order, its places, all or nothing, once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import AddOnFactory, EditionFactory, TicketTypeFactory
from factories.people import AgencyDomainFactory, ClearanceFactory, UserFactory
from factories.registration import application, free_ticket, person, placed

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.capacity import SoldOut
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.placing import SaleClosed, place_application
from conference.registration.states import State

pytestmark = pytest.mark.django_db


def test_each_place_gets_its_ticket_and_add_ons_as_lines():
    ticket = TicketTypeFactory(vetting="manual")
    workshop = AddOnFactory(edition=ticket.edition)

    order = placed(person(ticket, add_ons=[workshop]), person(ticket))

    items = RegistrationItem.objects.filter(registration__order=order)
    assert [(item.registration.position, item.kind, item.line.gross) for item in items] == [
        (1, "ticket", Decimal("695.00")),
        (1, "add_on", Decimal("125.00")),
        (2, "ticket", Decimal("695.00")),
    ]
    assert order.total == Decimal("1515.00")


def test_the_same_key_places_once():
    request = application()

    first = place_application(application=request, submission_key="key")
    second = place_application(application=request, submission_key="key")

    assert (first.pk, Registration.objects.count()) == (second.pk, 1)


def test_a_card_order_is_held_and_a_promise_is_confirmed():
    card, promise = placed(method="card"), placed(method="purchase_order", edition=EditionFactory())

    assert (card.state, promise.state) == (Order.State.HELD, Order.State.AWAITING)


def test_nothing_is_placed_when_something_is_full():
    ticket = TicketTypeFactory(capacity=1)

    with pytest.raises(SoldOut) as refusal:
        placed(person(ticket), person(ticket))

    assert (refusal.value.left, Order.objects.count(), Registration.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize("limit", ["edition", "ticket", "add_on"])
def test_every_limit_counts(limit):
    edition = EditionFactory(capacity=1 if limit == "edition" else None)
    ticket = TicketTypeFactory(edition=edition, capacity=1 if limit == "ticket" else None)
    workshop = AddOnFactory(edition=edition, capacity=1 if limit == "add_on" else None)
    placed(person(ticket, add_ons=[workshop]))

    with pytest.raises(SoldOut):
        placed(person(ticket, add_ons=[workshop]))


def test_days_of_a_one_day_ticket_are_priced_and_counted():
    ticket = TicketTypeFactory(one_day=True, max_per_person=2, capacity=3)
    two_days = [date(2027, 8, 9), date(2027, 8, 10)]

    order = placed(person(ticket, days=two_days))

    assert order.total == 2 * ticket.early
    with pytest.raises(SoldOut):
        placed(person(ticket, days=two_days))


@pytest.mark.parametrize("state", [Edition.State.DRAFT, Edition.State.FINISHED])
def test_nothing_is_sold_outside_the_sale(state):
    ticket = TicketTypeFactory(edition__state=state)

    with pytest.raises(SaleClosed):
        placed(person(ticket))


def test_prices_are_those_of_the_day_at_the_venue(settings):
    edition = EditionFactory(early_until=date(2020, 1, 1), regular_until=date(2020, 1, 2), late_from=date(2020, 1, 3))

    assert placed(person(TicketTypeFactory(edition=edition))).total == Decimal("895.00")


def test_a_free_order_needs_no_payment():
    order = placed(person(free_ticket(vetting="manual")))

    assert (order.method, order.state) == ("none", Order.State.PAID)
    assert order.registrations.get().state == State.APPLIED


def test_lines_hold_no_names():
    order = placed(person(TicketTypeFactory(), name="Hidden Person"))

    assert "Hidden" not in " ".join(order.lines.values_list("description", flat=True))


def test_twenty_people_cost_as_many_queries_as_one():
    edition = EditionFactory()
    ticket = TicketTypeFactory(edition=edition, vetting="automatic", check_by="agency")
    workshop = AddOnFactory(edition=edition, capacity=None)
    user = UserFactory()
    placed(person(ticket))

    def count(people):
        with CaptureQueriesContext(connection) as captured:
            placed(*[person(ticket, add_ons=[workshop]) for _ in range(people)], user=user, method="purchase_order")
        return len(captured)

    assert count(1) == count(20) <= 26


@pytest.mark.parametrize(
    ("check_by", "method", "expected"),
    [("membership", "card", State.APPROVED), ("membership", "purchase_order", State.CONFIRMED_UNPAID)],
)
def test_a_verified_member_is_approved_at_once(check_by, method, expected):
    user = UserFactory(email="member@agency.example")
    ClearanceFactory(email=user.email, kind="member")
    ticket = TicketTypeFactory(vetting="automatic", check_by=check_by)

    order = placed(person(ticket, email=user.email), user=user, method=method)

    assert order.registrations.get().state == expected


def test_a_typed_address_proves_nothing():
    ClearanceFactory(email="member@agency.example", kind="member")
    ticket = TicketTypeFactory(vetting="automatic", check_by="membership")

    place = placed(person(ticket, email="member@agency.example")).registrations.get()

    assert (place.state, place.queue_reason) == (State.APPLIED, "unverified")


def test_a_verified_agency_address_passes_the_agency_check():
    user = UserFactory(email="officer@police.example.gov")
    AgencyDomainFactory(domain="police.example.gov")
    ticket = TicketTypeFactory(vetting="automatic", check_by="agency")

    assert placed(person(ticket, email=user.email), user=user).registrations.get().state == State.APPROVED


def test_a_second_place_for_the_same_address_goes_to_a_person():
    user = UserFactory(email="member@agency.example")
    ClearanceFactory(email=user.email, kind="member")
    ticket = TicketTypeFactory(vetting="automatic", check_by="membership")
    placed(person(ticket, email=user.email), user=user)

    place = placed(person(ticket, email=user.email), user=user).registrations.get()

    assert (place.state, place.queue_reason) == (State.APPLIED, "duplicate")
