"""Moving learners to a course's current version: first the plan, then, if somebody says so, the move.

The enrolment of before ends and stays as it is, its attempts with it; the learner goes on in one of its own that takes
over what still holds: finished lessons whose content is the same, a quiz passed that is the same, notes, and the seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record
from training.courses.models import Course, CourseVersion
from training.courses.rules import Need
from training.enrollment.models import Enrollment
from training.enrollment.seats.ledger import hold_seat
from training.enrollment.seats.models import SeatAssignment
from training.progress.models import Attestation, LessonProgress, Note
from training.progress.services import settle


class PlanIsOld(Exception):
    """The course was published once more since the plan was shown; nobody was moved."""


@dataclass(frozen=True)
class Move:
    """What moving would mean for one learner: titles of lessons kept, done again, and new; whether the quiz holds.

    Who is in the middle of an attempt is `busy` and stays where they are.
    """

    enrollment: Enrollment
    kept: tuple[str, ...]
    again: tuple[str, ...]
    new: tuple[str, ...]
    quiz_kept: bool
    quiz_again: bool
    busy: bool


def plan_moves(course: Course) -> list[Move]:
    """Return a move for each learner who is at work in an older version, in a fixed number of queries."""
    target = course.current
    if target is None:
        return []
    rows = Enrollment.objects.filter(course=course, completed_at=None, withdrawn_at=None).exclude(version=target)
    rows = rows.select_related("user", "version").prefetch_related("lessons", "attempts", "attestations")
    return [_move(item, target) for item in rows.order_by("pk")]


def _move(enrollment: Enrollment, target: CourseVersion) -> Move:
    before = {lesson["code"]: lesson for lesson in enrollment.version.lessons}
    done = {item.code for item in enrollment.lessons.all() if item.done_at is not None}
    same = {lesson["code"] for lesson in target.lessons if before.get(lesson["code"]) == lesson}
    passed = any(item.passed for item in enrollment.attempts.all())
    passed = passed or any(item.need == Need.QUIZ for item in enrollment.attestations.all())
    quiz_same = target.quiz is not None and target.quiz == enrollment.version.quiz

    def titles(codes: Iterable[str]) -> tuple[str, ...]:
        wanted = set(codes)
        return tuple(lesson["title"] for lesson in target.lessons if lesson["code"] in wanted)

    codes = {lesson["code"] for lesson in target.lessons}
    return Move(
        enrollment=enrollment,
        kept=titles(done & same),
        again=titles((done & codes) - same),
        new=titles(codes - set(before)),
        quiz_kept=passed and quiz_same,
        quiz_again=passed and target.quiz is not None and not quiz_same,
        busy=any(item.submitted_at is None for item in enrollment.attempts.all()),
    )


def move_learners(*, course: Course, number: int, enrollments: Iterable[int], reason: str, actor: Any) -> int:
    """Move those learners to the version with this number; return how many moved.

    Each in a transaction of its own: a run that was ended is simply run again. Whoever began an attempt, finished or
    left meanwhile stays. Raises PlanIsOld.
    """
    target = CourseVersion.objects.filter(course=course, number=number).first()
    if target is None or course.current_id != target.pk:
        raise PlanIsOld
    return sum(_apply(pk, target, reason, actor) for pk in enrollments)


@transaction.atomic
def _apply(pk: int, target: CourseVersion, reason: str, actor: Any) -> bool:
    found = Enrollment.objects.filter(pk=pk, course=target.course_id).first()
    if found is None:
        return False
    hold_seat(found)
    before = Enrollment.objects.select_for_update(of=("self",)).select_related("version").get(pk=pk)
    plan = _move(before, target)
    if before.completed_at or before.withdrawn_at or plan.busy or before.version_id == target.pk:
        return False
    before.withdrawn_at = timezone.now()
    before.save(update_fields=["withdrawn_at"])
    after = Enrollment.objects.create(
        user=before.user, course=before.course, version=target, expires_at=before.expires_at,
        enrolled_by=before.enrolled_by, moved_from=before,
    )  # fmt: skip
    Enrollment.objects.filter(pk=after.pk).update(enrolled_at=before.enrolled_at)
    SeatAssignment.objects.filter(enrollment=before).update(enrollment=after)
    _take_over(before, after, plan)
    changes = {"from": before.version.number, "to": target.number, "kept": len(plan.kept), "again": len(plan.again)}
    record(actor=actor, action="enrollment.moved", obj=after, reason=reason, changes={**changes, "before": before.pk})
    settle(enrollment=after)
    return True


def _take_over(before: Enrollment, after: Enrollment, plan: Move) -> None:
    old = {lesson["code"]: lesson for lesson in before.version.lessons}
    same = {lesson["code"] for lesson in after.version.lessons if old.get(lesson["code"]) == lesson}
    for row in before.lessons.filter(code__in=same):
        copy = LessonProgress.objects.create(enrollment=after, code=row.code, place=row.place, done_at=row.done_at)
        LessonProgress.objects.filter(pk=copy.pk).update(opened_at=row.opened_at, seen_at=row.seen_at)
    for given in before.attestations.exclude(need=Need.LESSONS):
        if given.need != Need.QUIZ or plan.quiz_kept:
            Attestation.objects.create(enrollment=after, need=given.need, reason=given.reason, by=given.by)
    if plan.quiz_kept:
        said = _("passed in version %d; the quiz is the same") % before.version.number
        Attestation.objects.get_or_create(enrollment=after, need=Need.QUIZ, defaults={"reason": said})
    Note.objects.filter(enrollment=before).update(enrollment=after)
