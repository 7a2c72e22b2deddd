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
from training.questions.drawing import paper
from training.questions.grading import grade, readable
from training.quizzes.granting import allowed_attempts, time_percent
from training.quizzes.keys import quiz_of
from training.quizzes.models import Attempt
from training.quizzes.timing import end_of, is_over

Answers = Mapping[str, Sequence[str]]


class NoAttempt(Exception):
    """No attempt can be begun now; the message says why."""


class HandedIn(Exception):
    """The attempt was handed in before; nothing of it changes any more."""


class TimeOver(Exception):
    """The attempt's time and its grace are over; what was saved by then counts."""


def next_attempt_at(enrollment: Enrollment) -> datetime | None:
    """Return when the next attempt may begin, None if all are used up; a moment in the past means now."""
    quiz = enrollment.version.quiz or {}
    handed_in = [item for item in enrollment.attempts.all() if item.submitted_at]
    if len(handed_in) >= allowed_attempts(enrollment):
        return None
    if not handed_in or handed_in[-1].submitted_at is None:
        return enrollment.enrolled_at
    return handed_in[-1].submitted_at + timedelta(minutes=quiz["wait_minutes"])


@transaction.atomic
def start_attempt(*, enrollment: Enrollment) -> Attempt:
    """Return the open attempt, or begin one; its time runs from now. Raises NoAttempt."""
    locked = Enrollment.objects.select_for_update(of=("self",)).select_related("version").get(pk=enrollment.pk)
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
    due = end_of(locked.version.quiz, timezone.now(), time_percent(locked))
    return Attempt.objects.create(enrollment=locked, number=len(attempts) + 1, seed=secrets.randbits(32), due_at=due)


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Answers) -> Attempt:
    """Keep answers without handing in; questions that are not named keep theirs, unknown ones are dropped.

    Answers are choice ids or typed text by question code; an empty one takes back what was there. Raises HandedIn and
    TimeOver.
    """
    locked = _locked(attempt)
    if is_over(locked, timezone.now()):
        raise TimeOver
    locked.answers = _merged(locked, answers)
    locked.saved_at = timezone.now()
    locked.save(update_fields=["answers", "saved_at"])
    return locked


@transaction.atomic
def submit_attempt(*, attempt: Attempt, answers: Answers | None = None) -> Attempt:
    """Hand the attempt in, graded: what is given goes over what was saved, as in `save_answers`.

    After the time and its grace what was saved by then is graded; what arrives late is kept beside it. Raises HandedIn
    for the second hand-in; the first one counts.
    """
    hold_seat(attempt.enrollment)
    locked = _locked(attempt)
    now = timezone.now()
    over = is_over(locked, now)
    if answers and over:
        locked.late_answers = {code: said for code, said in _merged(locked, answers).items()
                               if said != locked.answers.get(code)}  # fmt: skip
    elif answers:
        locked.answers, locked.saved_at = _merged(locked, answers), now
    quiz = quiz_of(locked.enrollment.version)
    result = grade(paper(quiz, locked.seed), locked.answers)
    locked.points, locked.possible = result.shown, result.possible
    locked.passed = result.passes(quiz["pass_percent"])
    locked.submitted_at = locked.due_at if over else now
    locked.save()
    changes = {"number": locked.number, "points": f"{result.shown.normalize():f}", "possible": locked.possible,
               "passed": locked.passed, "time_over": over}  # fmt: skip
    record(actor=locked.enrollment.user, action="attempt.submitted", obj=locked, changes=changes)
    if locked.passed:
        use_seat(enrollment=locked.enrollment)
    return locked


def _locked(attempt: Attempt) -> Attempt:
    """Return the attempt read anew under its row lock, with the enrolment at hand: its version never changes."""
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.submitted_at is not None:
        raise HandedIn
    locked.enrollment = attempt.enrollment
    return locked


def _merged(attempt: Attempt, answers: Answers) -> dict[str, list[str]]:
    asked = paper(attempt.enrollment.version.quiz or {}, attempt.seed)
    found = {
        item["code"]: readable(item, answers[item["code"]])
        if item["code"] in answers
        else attempt.answers.get(item["code"], [])
        for item in asked
    }
    return {code: given for code, given in sorted(found.items()) if given}
