"""Sign-ups: never more than places, in order, and nobody is promoted once a session has begun."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from factories.conference import EditionFactory, RoomFactory, SessionFactory, TicketTypeFactory
from factories.registration import person, placed

from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.registration.personal import services
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import NoSignUp, leave_session, position_of, promote, sign_up
from conference.registration.personal.tasks import hand_places_on
from core.mail.models import OutboxMail

PLACED, WAITING, CANCELLED = SignUp.State.PLACED, SignUp.State.WAITING, SignUp.State.CANCELLED


def limited(places, **fields):
    """A published session with so many places."""
    session = SessionFactory(sign_up=True, capacity=places, public_title="Workshop", **fields)
    publish(edition=session.edition, actor=None)
    return session


def people(edition, number):
    ticket = TicketTypeFactory(edition=edition)
    order = placed(*[person(ticket, email=f"p{n}@agency.example") for n in range(number)])
    return list(order.registrations.order_by("position"))


def states(session):
    return list(session.sign_ups.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_the_last_place_is_followed_by_a_waitlist():
    session = limited(1)
    first, second, third = people(session.edition, 3)

    turns = [sign_up(registration=place, session=session) for place in (first, second, third)]

    assert states(session) == [PLACED, WAITING, WAITING]
    assert [position_of(turn) for turn in turns[1:]] == [1, 2]


@pytest.mark.django_db
def test_signing_up_twice_takes_one_place():
    session = limited(5)
    (place,) = people(session.edition, 1)

    assert sign_up(registration=place, session=session) == sign_up(registration=place, session=session)


@pytest.mark.django_db
def test_a_place_given_back_goes_to_whoever_waits_longest_and_they_are_told():
    session = limited(1)
    first, second, third = people(session.edition, 3)
    for place in (first, second, third):
        sign_up(registration=place, session=session)

    leave_session(registration=first, session=session)

    assert states(session) == [CANCELLED, PLACED, WAITING]
    mail = OutboxMail.objects.get(kind="agenda.promoted")
    assert mail.recipient == second.email
    assert "Workshop" in mail.text


@pytest.mark.django_db
def test_nobody_is_promoted_and_nobody_signs_up_after_the_start():
    start = timezone.now() + timedelta(hours=1)
    session = limited(1, starts_at=start, ends_at=start + timedelta(hours=1))
    first, second, third = people(session.edition, 3)
    for place in (first, second):
        sign_up(registration=place, session=session)
    Session.objects.filter(pk=session.pk).update(starts_at=start - timedelta(hours=2))
    publish(edition=session.edition, actor=None)

    leave_session(registration=first, session=session)

    assert states(session) == [CANCELLED, WAITING]
    with pytest.raises(NoSignUp):
        sign_up(registration=third, session=Session.objects.get(pk=session.pk))


@pytest.mark.django_db
def test_a_larger_room_lets_people_in_once_it_is_published():
    session = limited(80, room__capacity=1)
    large = RoomFactory(edition=session.edition, capacity=3)
    for place in people(session.edition, 4):
        sign_up(registration=place, session=session)
    Session.objects.filter(pk=session.pk).update(room=large)

    assert hand_places_on() == 0
    publish(edition=session.edition, actor=None)

    assert hand_places_on() == 2
    assert states(session) == [PLACED, PLACED, PLACED, WAITING]


@pytest.mark.django_db
def test_who_comes_later_does_not_take_a_free_place_from_those_who_wait():
    session = limited(1)
    first, second, third = people(session.edition, 3)
    for place in (first, second):
        sign_up(registration=place, session=session)
    Session.objects.filter(pk=session.pk).update(capacity=2)

    sign_up(registration=third, session=session)

    assert states(session) == [PLACED, PLACED, WAITING]


@pytest.mark.django_db
def test_a_cancelled_registration_signs_up_for_nothing():
    session = limited(1)
    (place,) = people(session.edition, 1)
    type(place).objects.filter(pk=place.pk).update(state="cancelled", ticket_token=None)

    with pytest.raises(NoSignUp):
        sign_up(registration=place, session=session)


@pytest.mark.django_db
def test_a_smaller_room_throws_nobody_out():
    session = limited(3)
    for place in people(session.edition, 3):
        sign_up(registration=place, session=session)
    Session.objects.filter(pk=session.pk).update(capacity=1)

    assert promote(Session.objects.get(pk=session.pk)) == []
    assert states(session) == [PLACED, PLACED, PLACED]


@pytest.mark.django_db
def test_a_cancelled_registration_gives_its_places_back():
    session = limited(1)
    first, second = people(session.edition, 2)
    for place in (first, second):
        sign_up(registration=place, session=session)
    first.state = "cancelled"
    first.ticket_token = None
    first.save()

    assert hand_places_on() == 1
    assert states(session) == [CANCELLED, PLACED]


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"sign_up": False}, {"status": "cancelled"}])
def test_what_takes_no_sign_ups_refuses_them(fields):
    session = SessionFactory(**{"sign_up": True, **fields})
    publish(edition=session.edition, actor=None)
    (place,) = people(session.edition, 1)

    with pytest.raises(NoSignUp):
        sign_up(registration=place, session=session)


SEATS, CROWD = 6, 18


def rush():
    """Let a crowd sign up at the same moment; return how many got a place."""
    session = limited(SEATS, edition=EditionFactory(capacity=None))
    places = people(session.edition, CROWD)
    start = Barrier(CROWD)

    def take(place):
        try:
            start.wait(timeout=30)
            services.sign_up(registration=place, session=session)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=CROWD) as pool:
        list(pool.map(take, places))
    return states(session).count(PLACED)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_rush_takes_exactly_the_places_there_are():
    assert rush() == SEATS


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_rush_takes_more(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    counted = services._has_room

    def count_slowly(session):
        answer = counted(session)
        time.sleep(0.5)
        return answer

    monkeypatch.setattr(services, "_has_room", count_slowly)
    monkeypatch.setattr(services, "_lock", lambda session: Session.objects.get(pk=session.pk))
    if connection.vendor == "sqlite":
        monkeypatch.setattr(services, "sign_up", services.sign_up.__wrapped__)

    assert rush() > SEATS
