"""One person's place in a course, pinned to the version that was current when it began."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from people.accounts.models import User
from training.courses.models import Course, CourseVersion

# So long before a certificate expires its holder may take the course again.
RENEWAL = timedelta(days=90)


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    """Reads of enrolments."""

    def of(self, user: User) -> "EnrollmentQuerySet":
        """Keep a person's own that stand, the newest first."""
        return self.filter(user=user, withdrawn_at=None).select_related("course", "version").order_by("-pk")

    def readable_by(self, user: User) -> "EnrollmentQuerySet":
        """Keep a person's own that stand, and those from which they were moved to a newer version."""
        rows = self.filter(Q(withdrawn_at=None) | Q(moved_to__isnull=False), user=user)
        return rows.select_related("course", "version", "moved_to")

    def completed(self) -> "EnrollmentQuerySet":
        """Keep those that were finished."""
        return self.filter(completed_at__isnull=False)


class Enrollment(models.Model):
    """A learner in a course. What is completed stays completed, whatever becomes of the course."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrollments", verbose_name=_("learner")
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrollments", verbose_name=_("course"))
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="enrollments")
    enrolled_at = models.DateTimeField(_("enrolled"), auto_now_add=True)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("to be finished by"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    valid_until = models.DateField(_("certificate valid until"), null=True, blank=True, editable=False)
    # A learner who was moved to a newer version goes on in an enrolment of its own; attempts stay with the old one.
    moved_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="moved_to"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course"],
                condition=Q(withdrawn_at=None, completed_at=None),
                name="training_one_open_enrollment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.course.code} ({self.pk})"

    @property
    def is_due_for_renewal(self) -> bool:
        """Whether its certificate has expired or soon will, so that another term makes sense."""
        return self.valid_until is not None and timezone.localdate() >= self.valid_until - RENEWAL

    @property
    def is_open(self) -> bool:
        """Whether the learner may still work on it."""
        return self.withdrawn_at is None and self.completed_at is None and timezone.now() < self.expires_at
