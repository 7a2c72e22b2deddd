"""Give seats, take them back, give them to others; nobody gets one that is not there."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, free_seats

from billing.books.registry import find_errors
from core.mail.models import OutboxMail
from people.agencies.models import Membership
from training.enrollment.models import Enrollment
from training.enrollment.seats import assigning
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.errors import AlreadySeated, NoFreeSeat, SeatGone, SeatInUse
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.enrollment.services import NotEnrolled


@pytest.fixture
def seats(db):
    user, agency = coordinator()
    course = course_on_sale()
    lot = free_seats(user, agency, course, 2)
    return user, agency, course, lot


def link():
    """Return the secret of the newest invitation."""
    text = OutboxMail.objects.filter(kind="training.seat.invitation").order_by("-pk")[0].text
    return text.partition("/training/seats/")[2].partition("/")[0]


def given(seats, email="officer@police.example"):
    user, agency, course, _lot = seats
    return assigning.assign_seat(agency=agency, course=course, email=email, name="Officer", actor=user)


def test_an_invitation_opens_the_course_once_and_makes_a_member(seats):
    assignment = given(seats)
    learner, token = UserFactory(), link()

    enrollment = assigning.accept_seat(token=token, user=learner)

    assert (enrollment.user, enrollment.course) == (learner, seats[2])
    assert Membership.objects.approved().filter(user=learner, agency=seats[1]).count() == 1
    with pytest.raises(SeatGone):
        assigning.accept_seat(token=token, user=UserFactory())
    assignment.refresh_from_db()
    assert (assignment.state, assignment.token_digest) == ("accepted", None)
    assert seats[3].balance == Balance(free=1, assigned=1)


def test_a_new_invitation_kills_the_earlier_link(seats):
    assignment = given(seats)
    old = link()

    assigning.invite_again(assignment=assignment, actor=seats[0])

    assert link() != old
    assert assigning.find_invitation(old) is None
    assert assigning.find_invitation(link()) == assignment


def test_a_mistyped_address_is_corrected_and_the_first_one_is_shut_out(seats):
    assignment = given(seats, "ofcer@police.example")
    old = link()

    assigning.correct_address(assignment=assignment, email="Officer@Police.example", actor=seats[0])

    assert assigning.find_invitation(old) is None
    assert OutboxMail.objects.order_by("-pk")[0].recipient == "officer@police.example"


def test_one_address_has_one_seat_of_a_course_however_it_is_spelled(seats):
    given(seats, "Officer@police.example")

    with pytest.raises(AlreadySeated):
        given(seats, "officer@POLICE.example")

    assert seats[3].balance == Balance(free=1, assigned=1)


def test_no_seat_is_given_that_is_not_free(seats):
    given(seats, "a@x.example")
    given(seats, "b@x.example")

    with pytest.raises(NoFreeSeat):
        given(seats, "c@x.example")


def test_a_seat_taken_back_is_free_and_the_learner_keeps_their_record(seats):
    assignment = given(seats)
    learner = UserFactory()
    enrollment = assigning.accept_seat(token=link(), user=learner)

    assigning.take_back(assignment=assignment, actor=seats[0], reason="moved to another unit")

    enrollment.refresh_from_db()
    assert enrollment.withdrawn_at is not None
    assert seats[3].balance == Balance(free=2)
    assert OutboxMail.objects.order_by("-pk")[0].kind == "training.seat.taken_back"
    assert list(find_errors()) == []


def test_a_used_seat_is_never_taken_back(seats):
    assignment = given(seats)
    enrollment = assigning.accept_seat(token=link(), user=UserFactory())
    assert assigning.use_seat(enrollment=enrollment) is True
    assert assigning.use_seat(enrollment=enrollment) is False

    with pytest.raises(SeatInUse):
        assigning.take_back(assignment=assignment, actor=seats[0], reason="too late")

    assert seats[3].balance == Balance(free=1, used=1)


def test_reassigning_is_all_or_nothing(seats):
    assignment = given(seats, "a@x.example")
    given(seats, "b@x.example")

    with pytest.raises(AlreadySeated):
        assigning.reassign(assignment=assignment, email="b@x.example", actor=seats[0])
    assignment.refresh_from_db()
    assert assignment.state == "invited"

    fresh = assigning.reassign(assignment=assignment, email="c@x.example", actor=seats[0])
    assert (fresh.email, seats[3].balance) == ("c@x.example", Balance(assigned=2))


def test_whoever_may_not_take_the_course_leaves_the_invitation_standing(seats):
    seats[2].audience = "sworn_only"
    seats[2].save()
    given(seats)
    token = link()

    with pytest.raises(NotEnrolled):
        assigning.accept_seat(token=token, user=UserFactory())

    assert assigning.find_invitation(token) is not None
    assert not Enrollment.objects.exists()
    assert not Membership.objects.filter(role=Membership.Role.MEMBER).exists()


def test_two_seats_of_one_course_are_not_taken_by_one_person(seats):
    learner = UserFactory()
    given(seats, "a@x.example")
    assigning.accept_seat(token=link(), user=learner)
    given(seats, "b@x.example")

    with pytest.raises(AlreadySeated):
        assigning.accept_seat(token=link(), user=learner)


CROWD = 6


def rush():
    """Let coordinators give the last seat at the same moment; return how many people hold one."""
    user, agency = coordinator()
    course = course_on_sale()
    free_seats(user, agency, course, 1)
    start = Barrier(CROWD)

    def give(number):
        try:
            start.wait(timeout=30)
            assigning.assign_seat(agency=agency, course=course, email=f"p{number}@x.example", actor=user)
        except NoFreeSeat:
            return
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=CROWD) as pool:
        list(pool.map(give, range(CROWD)))
    return SeatAssignment.objects.standing().count()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_last_seat_goes_to_one():
    assert rush() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_goes_to_several(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    found = assigning._first_free

    def find_slowly(lots):
        lot = found(lots)
        time.sleep(0.5)
        return lot

    monkeypatch.setattr(assigning, "_first_free", find_slowly)
    monkeypatch.setattr(assigning, "lock_lots", lambda keys: list(SeatLot.objects.filter(pk__in=list(keys))))
    # The ledger counts once more before it writes: without that, too.
    monkeypatch.setattr(assigning, "move", lambda **movement: SeatMovement.objects.create(**movement, count=1))
    if connection.vendor == "sqlite":
        monkeypatch.setattr(assigning, "assign_seat", assigning.assign_seat.__wrapped__)

    assert rush() > 1
