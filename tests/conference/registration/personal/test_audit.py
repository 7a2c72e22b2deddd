"""`audit_ledger` names what is wrong with sign-ups."""

import pytest
from django.db import connection
from factories.conference import SessionFactory, TicketTypeFactory
from factories.registration import person, placed

from billing.audit import find_errors
from conference.agenda.services.publishing import publish
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import sign_up
from conference.registration.places import Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = SessionFactory(code="B9", sign_up=True, capacity=2)
    publish(edition=session.edition, actor=None)
    return session


@pytest.fixture
def places(session):
    """Three people: two have places, one waits."""
    ticket = TicketTypeFactory(edition=session.edition)
    found = list(placed(*[person(ticket) for _ in range(3)]).registrations.order_by("position"))
    for place in found:
        sign_up(registration=place, session=session)
    return found


def update(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_sound_sign_ups_have_no_errors(places):
    assert list(find_errors()) == []


def test_more_placed_than_places_is_named(places):
    update("UPDATE conference_signup SET state = 'placed'")

    assert list(find_errors()) == ["session B9 of 2027: 3 sign-ups placed, but 2 places"]


def test_a_place_free_while_somebody_waits_is_named_until_the_session_begins(places, session):
    update("UPDATE conference_signup SET state = 'waiting' WHERE registration_id = %s", places[0].pk)

    assert list(find_errors()) == ["session B9 of 2027: 2 wait, but places are free"]

    update("UPDATE conference_versionentry SET starts_at = '2020-01-01 10:00:00+00:00'")
    assert list(find_errors()) == []


def test_a_registration_with_two_sign_ups_is_named(places, session):
    update("DROP INDEX conference_sign_up_once_a_session")
    session.capacity = 3
    session.save()
    SignUp.objects.filter(registration=places[2]).update(registration=places[0], state="placed")

    assert list(find_errors()) == [f"registration {places[0].pk}: 2 sign-ups in session B9"]


def test_a_sign_up_of_a_cancelled_registration_is_named(places):
    Registration.objects.filter(pk=places[0].pk).update(state="cancelled")

    assert f"registration {places[0].pk}: cancelled, but signed up for B9" in list(find_errors())
