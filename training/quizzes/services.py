"""Start, save and hand in attempts: one open at a time, and what was saved last is what counts."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from training.enrollment.models import Enrollment
from training.enrollment.seats.assigning import use_seat
from training.enrollment.seats.ledger import hold_seat
from training.questions.grading import grade, readable
from training.quizzes.models import Attempt

Answers = Mapping[str, Sequence[str]]


class NoAttempt(Exception):
    """No attempt can be begun now; the message says why."""


class HandedIn(Exception):
    """The attempt was handed in before; nothing of it changes any more."""


def next_attempt_at(enrollment: Enrollment) -> datetime | None:
    """Return when the next attempt may begin, None if all are used up; a moment in the past means now."""
    quiz = enrollment.version.quiz or {}
    handed_in = [item for item in enrollment.attempts.all() if item.submitted_at]
    if len(handed_in) >= quiz["max_attempts"]:
        return None
    if not handed_in or handed_in[-1].submitted_at is None:
        return enrollment.enrolled_at
    return handed_in[-1].submitted_at + timedelta(minutes=quiz["wait_minutes"])


@transaction.atomic
def start_attempt(*, enrollment: Enrollment) -> Attempt:
    """Return the open attempt, or begin one. Raises NoAttempt."""
    locked = Enrollment.objects.select_for_update().select_related("version").get(pk=enrollment.pk)
    attempts = list(locked.attempts.all())
    for attempt in attempts:
        if attempt.submitted_at is None:
            return attempt
    if locked.version.quiz is None:
        raise NoAttempt(_("This course has no quiz."))
    if not locked.is_open:
        raise NoAttempt(_("This course is finished or its time is over."))
    at = next_attempt_at(locked)
    if at is None:
        raise NoAttempt(_("All attempts are used. Ask the training office for another."))
    if at > timezone.now():
        raise NoAttempt(_("The next attempt may begin later; look at the lessons again meanwhile."))
    return Attempt.objects.create(enrollment=locked, number=len(attempts) + 1, seed=secrets.randbits(32))


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Answers) -> Attempt:
    """Keep answers, given as choice ids by question code, without handing in; unknown ones are dropped.

    Raises HandedIn.
    """
    locked = _locked(attempt)
    locked.answers = _readable(locked, answers)
    locked.saved_at = timezone.now()
    locked.save(update_fields=["answers", "saved_at"])
    return locked


@transaction.atomic
def submit_attempt(*, attempt: Attempt, answers: Answers) -> Attempt:
    """Hand the attempt in, graded. Raises HandedIn for the second hand-in; the first one counts."""
    hold_seat(attempt.enrollment)
    locked = _locked(attempt)
    quiz = locked.enrollment.version.quiz or {}
    locked.answers = _readable(locked, answers)
    result = grade(quiz["questions"], locked.answers)
    locked.points, locked.possible = result.points, result.possible
    locked.passed = result.passes(quiz["pass_percent"])
    locked.submitted_at = timezone.now()
    locked.save()
    changes = {"number": locked.number, "points": locked.points, "possible": locked.possible, "passed": locked.passed}
    record(actor=locked.enrollment.user, action="attempt.submitted", obj=locked, changes=changes)
    if locked.passed:
        use_seat(enrollment=locked.enrollment)
    return locked


def _locked(attempt: Attempt) -> Attempt:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("enrollment__version", "enrollment__user")
    locked: Attempt = rows.get(pk=attempt.pk)
    if locked.submitted_at is not None:
        raise HandedIn
    return locked


def _readable(attempt: Attempt, answers: Answers) -> dict[str, list[str]]:
    quiz = attempt.enrollment.version.quiz or {}
    found = {item["code"]: readable(item, answers.get(item["code"], ())) for item in quiz["questions"]}
    return {code: chosen for code, chosen in found.items() if chosen}
