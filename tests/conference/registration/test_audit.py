"""`audit_ledger` names what is wrong between places and orders."""

import pytest
from django.utils import timezone
from factories.conference import TicketTypeFactory
from factories.registration import person, placed

from billing.audit import find_errors
from conference.registration.places import Registration, RegistrationItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return placed(person(TicketTypeFactory(vetting="manual", capacity=5)), method="card").registrations.get()


def test_a_sound_site_has_no_errors(place):
    assert list(find_errors()) == []


def test_oversold_tickets_are_named(place):
    place.ticket_type.capacity = 0
    place.ticket_type.save()

    assert list(find_errors()) == [f"edition 2027, ticket {place.ticket_type.code}: 1 of 0"]


def test_a_paid_place_of_an_unpaid_order_is_named(place):
    Registration.objects.update(state="paid")

    assert f"registration {place.pk}: paid, but order {place.order.number} is held" in list(find_errors())


def test_a_place_without_its_ticket_is_named(place):
    RegistrationItem.objects.all().delete()

    assert f"registration {place.pk}: 0 ticket items instead of one" in list(find_errors())


def test_a_taken_place_of_an_ended_order_is_named(place):
    type(place.order).objects.update(state="expired", hold_until=None, ended_at=timezone.now())

    assert f"registration {place.pk}: applied, but order {place.order.number} has ended" in list(find_errors())
