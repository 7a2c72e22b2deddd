"""Correct a key that was wrong in a published version: who changes, then, on request, the change itself.

The policy: points follow the corrected key; whoever passes by it has passed, and the course is completed; nobody who
had passed fails. The version stays as it was published, and what each attempt was worth before is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from core.audit.services import record
from training.courses.models import Course, CourseVersion
from training.enrollment.models import Enrollment
from training.enrollment.seats.assigning import use_seat
from training.enrollment.seats.ledger import lock_lots
from training.enrollment.seats.models import SeatAssignment
from training.progress.services import settle
from training.questions.drawing import paper
from training.questions.grading import grade, key_of
from training.questions.models import Question
from training.quizzes.keys import quiz_of, with_keys
from training.quizzes.models import Attempt, KeyCorrection, Regrade

Key = dict[str, Any]
CATCH_UP = timedelta(hours=1)


class Stale(Exception):
    """What would change is not what was shown any more."""


@dataclass(frozen=True)
class WrongKey:
    """A question whose key in a published version is not the course's of today."""

    version: CourseVersion
    code: str
    stem: str
    before: Key
    after: Key


@dataclass(frozen=True)
class Change:
    """What a corrected key makes of one attempt. `would_fail`: by the new key alone a pass would be none; it stays."""

    attempt: Attempt
    points: Decimal
    passed: bool
    would_fail: bool

    @property
    def newly_passed(self) -> bool:
        """Whether the attempt passes now and did not before."""
        return self.passed and not self.attempt.passed


def wrong_keys() -> list[WrongKey]:
    """Return every question that somebody was graded by and whose key the course has corrected since.

    A question of the same code that asks something else, by its kind or its choices, is another question.
    """
    taken = Attempt.objects.exclude(submitted_at=None).values("enrollment__version")
    versions = CourseVersion.objects.filter(pk__in=taken).select_related("course").order_by("course", "-number")
    now: dict[tuple[int, str], Question] = {}
    for question in Question.objects.filter(course__in=versions.values("course")):
        now[question.course_id, question.code] = question
    found = []
    for version in versions:
        for item in quiz_of(version)["questions"]:
            question_now = now.get((version.course_id, item["code"]))
            if question_now and _same_question(item, question_now) and key_of(item) != key_of(question_now.frozen()):
                found.append(WrongKey(version, item["code"], item["stem"], key_of(item), key_of(question_now.frozen())))
    return found


def _same_question(frozen: dict[str, Any], question: Question) -> bool:
    def ids(choices: Iterable[dict[str, str]]) -> list[str]:
        return sorted(item["id"] for item in choices)

    return frozen["kind"] == question.kind and ids(frozen["choices"]) == ids(question.choices)


def effects_of(wrong: WrongKey) -> list[Change]:
    """Return the attempts whose points or outcome the corrected key changes; reads only."""
    quiz = with_keys(quiz_of(wrong.version), {wrong.code: wrong.after})
    return list(_changes(_handed_in(wrong.version), quiz, wrong.code))


def _handed_in(version: CourseVersion) -> Any:
    rows = Attempt.objects.filter(enrollment__version=version).exclude(submitted_at=None)
    return rows.select_related("enrollment__user").order_by("enrollment_id", "number")


def _changes(attempts: Iterable[Attempt], quiz: dict[str, Any], code: str) -> Iterable[Change]:
    for attempt in attempts:
        asked = paper(quiz, attempt.seed)
        if all(item["code"] != code for item in asked):
            continue
        result = grade(asked, attempt.answers)
        passes = result.passes(quiz["pass_percent"])
        change = Change(attempt, result.shown, passes or bool(attempt.passed), bool(attempt.passed) and not passes)
        if change.points != attempt.points or change.newly_passed:
            yield change


def mark_of(changes: Sequence[Change]) -> str:
    """Return a mark of what would change, by which is known whether it is still what was shown."""
    said = ";".join(f"{item.attempt.pk}:{item.attempt.points}:{item.points}:{item.passed}" for item in changes)
    return sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def apply_correction(*, wrong: WrongKey, seen: str, reason: str, actor: Any) -> KeyCorrection:
    """Correct the key for a version and regrade who is concerned. Raises Stale if that is not what `seen` marks."""
    Course.objects.select_for_update().get(pk=wrong.version.course_id)
    changes = effects_of(wrong)
    if mark_of(changes) != seen:
        raise Stale
    correction = KeyCorrection.objects.create(
        version=wrong.version, code=wrong.code, before=wrong.before, after=wrong.after, reason=reason, applied_by=actor
    )
    passing = sum(item.newly_passed for item in changes)
    said = {"question": wrong.code, "version": wrong.version.number, "attempts": len(changes), "passing": passing,
            "kept_passed": sum(item.would_fail for item in changes)}  # fmt: skip
    # The locks of everybody concerned come before the audit's, which is one for all.
    _lock(changes)
    record(actor=actor, action="key.corrected", obj=correction, reason=reason, changes=said)
    _regrade(correction, changes)
    return correction


def _lock(changes: Sequence[Change]) -> None:
    enrollments = [item.attempt.enrollment_id for item in changes]
    lock_lots(SeatAssignment.objects.filter(enrollment__in=enrollments).values_list("lot", flat=True))
    list(Enrollment.objects.select_for_update().filter(pk__in=enrollments).order_by("pk"))
    list(Attempt.objects.select_for_update().filter(pk__in=[item.attempt.pk for item in changes]).order_by("pk"))


def _regrade(correction: KeyCorrection, changes: Sequence[Change]) -> None:
    for item in changes:
        attempt = item.attempt
        Regrade.objects.create(
            correction=correction, attempt=attempt, points_before=attempt.points or 0, points_after=item.points,
            passed_before=bool(attempt.passed), passed_after=item.passed,
        )  # fmt: skip
        Attempt.objects.filter(pk=attempt.pk).update(points=item.points, passed=item.passed)
        if item.newly_passed:
            use_seat(enrollment=attempt.enrollment)
            settle(enrollment=attempt.enrollment)


def catch_up(now: datetime) -> int:
    """Regrade what was handed in, by the old key, at the very moment of a correction; return how many."""
    number = 0
    for correction in KeyCorrection.objects.filter(applied_at__gte=now - CATCH_UP).select_related("version"):
        with transaction.atomic():
            Course.objects.select_for_update().get(pk=correction.version.course_id)
            missed = _handed_in(correction.version).filter(submitted_at__gte=correction.applied_at - CATCH_UP)
            missed = missed.exclude(regrades__correction=correction)
            changes = list(_changes(missed, quiz_of(correction.version), correction.code))
            _lock(changes)
            _regrade(correction, changes)
            number += len(changes)
    return number
