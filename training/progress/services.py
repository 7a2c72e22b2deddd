"""Note what learners have read, and when a course is complete."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from training.courses.months import months_after
from training.enrollment.models import Enrollment
from training.enrollment.seats.assigning import use_seat
from training.enrollment.seats.ledger import hold_seat
from training.progress.certification.tasks import certify_completion
from training.progress.models import LessonProgress
from training.progress.outline import outline_of


class NotOpen(Exception):
    """The enrolment is over; the message says so."""


def open_lesson(*, enrollment: Enrollment, code: str) -> None:
    """Note that a lesson is being read, so that another device goes on there."""
    if not LessonProgress.objects.filter(enrollment=enrollment, code=code).update(seen_at=timezone.now()):
        LessonProgress.objects.get_or_create(enrollment=enrollment, code=code)


def log_view(*, enrollment: Enrollment, code: str) -> None:
    """Write down that the learner has seen a restricted lesson: who, which, in which version, when."""
    changes = {"course": enrollment.course.code, "lesson": code, "version": enrollment.version.number}
    record(actor=enrollment.user, action="lesson.restricted_viewed", obj=enrollment, changes=changes)


def keep_place(*, enrollment: Enrollment, code: str, place: int) -> None:
    """Note how far a lesson was read, as the number of its block; a lesson that was never opened has none."""
    LessonProgress.objects.filter(enrollment=enrollment, code=code).update(place=place, seen_at=timezone.now())


@transaction.atomic
def finish_lesson(*, enrollment: Enrollment, code: str) -> None:
    """Note that a lesson was read to its end; a second time changes nothing. Raises NotOpen."""
    hold_seat(enrollment)
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if locked.completed_at is None and not locked.is_open:
        raise NotOpen(_("The time for this course is over."))
    row, made = LessonProgress.objects.get_or_create(enrollment=locked, code=code)
    if made or row.done_at is None:
        row.done_at = timezone.now()
        row.save(update_fields=["done_at", "seen_at"])
    settle(enrollment=locked)


@transaction.atomic
def settle(*, enrollment: Enrollment) -> bool:
    """Complete the enrolment if its rule holds now; return whether it is complete. Never taken back."""
    hold_seat(enrollment)
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if locked.completed_at is not None:
        return True
    if locked.withdrawn_at is not None or not outline_of(locked).is_complete:
        return False
    locked.completed_at = timezone.now()
    months = locked.course.certificate_months
    locked.valid_until = months_after(timezone.localdate(locked.completed_at), months) if months else None
    locked.save(update_fields=["completed_at", "valid_until"])
    record(actor=None, action="course.completed", obj=locked, changes={"course": locked.course.code,
                                                                       "version": locked.version.number})  # fmt: skip
    use_seat(enrollment=locked)
    certify_completion.enqueue(locked.pk)
    return True
