"""Enrol learners."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from people.accounts.models import User
from training.courses.models import Course
from training.enrollment.admission import is_admitted, missing_prerequisites
from training.enrollment.models import Enrollment


class NotEnrolled(Exception):
    """The person cannot be enrolled; the message says why."""


@transaction.atomic
def enroll(*, user: User, course: Course, actor: Any) -> Enrollment:
    """Enrol a person in a course's current version and return the enrolment; who is inside already stays there.

    Raises NotEnrolled for a course that is not published, not for this person, or that needs others first.
    """
    locked = Course.objects.select_for_update().get(pk=course.pk)
    standing = Enrollment.objects.filter(user=user, course=locked, withdrawn_at=None, completed_at=None).first()
    if standing is not None:
        return standing
    if locked.current_id is None:
        raise NotEnrolled(_("The course is not published."))
    if not is_admitted(user, locked):
        raise NotEnrolled(_("The course is for %s only.") % locked.get_audience_display())
    missing = missing_prerequisites(user, locked)
    if missing:
        raise NotEnrolled(_("To be completed first: %s.") % ", ".join(item.code for item in missing))
    enrollment = Enrollment.objects.create(
        user=user,
        course=locked,
        version_id=locked.current_id,
        expires_at=timezone.now() + timedelta(days=locked.valid_days),
        enrolled_by=actor if getattr(actor, "is_authenticated", False) else None,
    )
    record(actor=actor, action="enrollment.made", obj=enrollment, changes={"course": locked.code})
    return enrollment


@transaction.atomic
def withdraw(*, enrollment: Enrollment, actor: Any, reason: str) -> None:
    """End an enrolment; its record stays."""
    Enrollment.objects.filter(pk=enrollment.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    record(actor=actor, action="enrollment.withdrawn", obj=enrollment, reason=reason)
