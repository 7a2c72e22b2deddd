"""What time does: reminders that stop, seats that end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, free_seats

from core.mail.models import OutboxMail
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.assigning import accept_seat, assign_seat, token_digest
from training.enrollment.seats.due import end_seats, remind_learners
from training.enrollment.seats.models import SeatAssignment, SeatLot

pytestmark = pytest.mark.django_db
DUE = date(2099, 6, 30)


@pytest.fixture
def learner():
    user, agency = coordinator()
    course = course_on_sale()
    free_seats(user, agency, course, 2)
    assignment = assign_seat(agency=agency, course=course, email="a@x.example", due_on=DUE, actor=user)
    SeatAssignment.objects.filter(pk=assignment.pk).update(token_digest=token_digest("token"))
    learner = UserFactory()
    accept_seat(token="token", user=learner)
    return learner


def reminders():
    return OutboxMail.objects.filter(kind="training.seat.reminder").count()


@pytest.mark.parametrize(
    ("days", "written"), [([20], 0), ([14], 1), ([14, 13, 12], 1), ([14, 3], 2), ([14, 3, -1, -5], 3), ([2], 1)]
)
def test_each_stage_is_reminded_once_and_a_missed_one_is_made_up(learner, days, written):
    for left in days:
        remind_learners(DUE - timedelta(days=left))

    assert reminders() == written


def test_reminders_stop_when_the_course_is_done(learner):
    Enrollment.objects.update(completed_at=timezone.now())

    assert (remind_learners(DUE), reminders()) == (0, 0)


def test_free_and_unanswered_seats_end_with_their_lot_and_work_goes_on(learner):
    lot = SeatLot.objects.get()
    after = lot.expires_on + timedelta(days=1)

    ended = end_seats(after)

    assert (ended, lot.balance) == (1, Balance(assigned=1, expired=1))
    assert end_seats(after) == 0


def test_an_enrolment_that_ran_out_ends_its_seat(learner):
    Enrollment.objects.update(expires_at=timezone.now() - timedelta(days=1))

    end_seats(timezone.localdate())

    assert SeatLot.objects.get().balance == Balance(free=1, expired=1)
    assert SeatAssignment.objects.get().state == "expired"
