"""More time, more attempts: for a person for good, or one more after the last."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from people.accounts.models import User
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.quizzes.models import Accommodation, Attempt, ExtraAttempt
from training.quizzes.timing import end_of

USUAL = 100


class NotGranted(Exception):
    """Another attempt is not needed; the message says why."""


def _standing(enrollment: Enrollment) -> list[Accommodation]:
    mine = Accommodation.objects.filter(user_id=enrollment.user_id)
    return list(mine.filter(Q(course=None) | Q(course_id=enrollment.course_id)))


def time_percent(enrollment: Enrollment) -> int:
    """Return how much of the usual time this learner has, in percent: the most that was granted them."""
    return max((item.time_percent for item in _standing(enrollment)), default=USUAL)


def allowed_attempts(enrollment: Enrollment) -> int:
    """Return how many attempts this learner has in all: the quiz's, their accommodation's, and those granted."""
    usual: int = (enrollment.version.quiz or {"max_attempts": 0})["max_attempts"]
    more = max((item.extra_attempts for item in _standing(enrollment)), default=0)
    return usual + more + enrollment.extra_attempts.count()


@transaction.atomic
def accommodate(
    *, user: User, course: Course | None, time: int, extra_attempts: int, reason: str, actor: Any
) -> Accommodation:
    """Give a person `time` percent of the usual time and so many attempts more, instead of what they had before.

    An attempt that is running gets its longer time at once; none is ever shortened.
    """
    row, made = Accommodation.objects.update_or_create(
        user=user,
        course=course,
        defaults={"time_percent": time, "extra_attempts": extra_attempts, "reason": reason,
                  "granted_by": actor if getattr(actor, "is_authenticated", False) else None},
    )  # fmt: skip
    # The reason may speak of somebody's health: it stays in the row, encrypted, and out of the record.
    record(
        actor=actor,
        action="accommodation.granted" if made else "accommodation.changed",
        obj=row,
        changes={"course": course.code if course else "", "time_percent": time, "extra_attempts": extra_attempts},
    )
    _lengthen(user)
    return row


def _lengthen(user: User) -> None:
    running = Attempt.objects.select_for_update(of=("self",)).filter(enrollment__user=user, submitted_at=None)
    for attempt in running.exclude(due_at=None).select_related("enrollment__version"):
        quiz = attempt.enrollment.version.quiz or {}
        end = end_of(quiz, attempt.started_at, time_percent(attempt.enrollment))
        if end and attempt.due_at and end > attempt.due_at:
            attempt.due_at = end
            attempt.save(update_fields=["due_at"])


@transaction.atomic
def grant_attempt(*, enrollment: Enrollment, reason: str, actor: Any) -> ExtraAttempt:
    """Give a learner one more attempt after their last. Raises NotGranted while they have one, or have passed."""
    locked = Enrollment.objects.select_for_update(of=("self",)).select_related("version").get(pk=enrollment.pk)
    attempts = list(locked.attempts.all())
    if locked.version.quiz is None:
        raise NotGranted(_("This version of the course has no quiz."))
    if any(item.passed for item in attempts):
        raise NotGranted(_("The learner has passed already."))
    if len(attempts) < allowed_attempts(locked) or any(item.submitted_at is None for item in attempts):
        raise NotGranted(_("The learner has an attempt left; this is for after the last."))
    row = ExtraAttempt.objects.create(
        enrollment=locked, reason=reason, granted_by=actor if getattr(actor, "is_authenticated", False) else None
    )
    record(actor=actor, action="attempt.granted", obj=locked, reason=reason, changes={"number": len(attempts) + 1})
    return row
