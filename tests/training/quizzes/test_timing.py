"""The server's clock ends attempts; what was saved in time is graded, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.quizzes import examined, learner_of, long_ago, put_back

from core.audit.models import AuditEntry
from core.clock.discover import load_jobs
from training.progress.handing_in import hand_in, hand_in_overdue
from training.quizzes.granting import NotGranted, accommodate, grant_attempt
from training.quizzes.models import Accommodation, Attempt
from training.quizzes.services import NoAttempt, TimeOver, next_attempt_at, save_answers, start_attempt

pytestmark = pytest.mark.django_db
RIGHT = {f"Q{n}": ["A"] for n in range(1, 5)}


@pytest.fixture
def timed():
    """Somebody in an attempt of thirty minutes with a minute of grace."""
    return start_attempt(enrollment=learner_of(examined(time_limit_minutes=30)))


def test_an_attempt_without_a_limit_has_no_end():
    attempt = start_attempt(enrollment=learner_of(examined()))
    assert attempt.due_at is None
    assert hand_in_overdue(timezone.now() + timedelta(days=900)) == 0


def test_within_the_grace_answers_count_and_after_it_they_are_kept_beside(timed):
    assert timed.due_at - timed.started_at < timedelta(minutes=30, seconds=1)
    put_back(timed, minutes=30, seconds=40)
    save_answers(attempt=timed, answers=RIGHT)

    put_back(timed, seconds=30)
    with pytest.raises(TimeOver):
        save_answers(attempt=timed, answers={"Q1": ["B"]})
    done = hand_in(attempt=timed, answers={"Q1": ["B"], "Q2": ["A"]})

    assert (done.points, done.passed, done.answers) == (4, True, RIGHT)
    assert (done.late_answers, done.submitted_at) == ({"Q1": ["B"]}, timed.due_at)
    timed.enrollment.refresh_from_db()
    assert timed.enrollment.completed_at is not None


def test_the_clock_hands_in_what_was_saved_once(timed):
    save_answers(attempt=timed, answers={"Q1": ["A"], "Q2": ["A"], "Q3": ["A"]})
    assert hand_in_overdue(timezone.now()) == 0
    put_back(timed, minutes=32)

    load_jobs()["training.progress.tasks.end_attempts"].run()

    timed.refresh_from_db()
    assert (timed.points, timed.passed) == (3, True)
    assert hand_in_overdue(timezone.now()) == 0
    timed.enrollment.refresh_from_db()
    assert timed.enrollment.completed_at is not None
    assert AuditEntry.objects.get(action="attempt.submitted").changes["time_over"] is True


def test_more_time_holds_at_once_and_never_shortens(timed):
    user, staff = timed.enrollment.user, UserFactory()
    accommodate(user=user, course=None, time=150, extra_attempts=0, reason="letter of 3 May", actor=staff)
    timed.refresh_from_db()
    assert timedelta(minutes=44) < timed.due_at - timed.started_at < timedelta(minutes=46)

    accommodate(user=user, course=None, time=100, extra_attempts=0, reason="withdrawn", actor=staff)
    timed.refresh_from_db()
    assert timed.due_at - timed.started_at > timedelta(minutes=44)
    entry = AuditEntry.objects.get(action="accommodation.granted")
    assert (entry.actor, entry.reason, entry.changes["time_percent"]) == (staff, "", 150)
    assert Accommodation.objects.get().reason == "withdrawn"


def use_up(enrollment):
    while (at := next_attempt_at(enrollment)) is not None:
        assert at <= timezone.now()
        hand_in(attempt=start_attempt(enrollment=enrollment))
        long_ago(enrollment)
    return enrollment.attempts.count()


def test_more_attempts_by_person_and_one_more_after_the_last():
    enrollment, staff = learner_of(examined(max_attempts=2)), UserFactory()
    with pytest.raises(NotGranted, match="attempt left"):
        grant_attempt(enrollment=enrollment, reason="asked", actor=staff)
    accommodate(user=enrollment.user, course=enrollment.course, time=100, extra_attempts=1, reason="x", actor=staff)
    assert use_up(enrollment) == 3

    grant_attempt(enrollment=enrollment, reason="the fire alarm", actor=staff)
    with pytest.raises(NotGranted, match="attempt left"):
        grant_attempt(enrollment=enrollment, reason="again", actor=staff)
    hand_in(attempt=start_attempt(enrollment=enrollment), answers=RIGHT)

    with pytest.raises(NotGranted, match="passed"):
        grant_attempt(enrollment=enrollment, reason="again", actor=staff)
    with pytest.raises(NoAttempt):
        start_attempt(enrollment=enrollment)
    granted = AuditEntry.objects.get(action="attempt.granted")
    assert (granted.reason, granted.changes) == ("the fire alarm", {"number": 4})
    assert Attempt.objects.filter(passed=True).count() == 1
