"""Which bodies have approved a course for credit. What is only sought stands on the course itself."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from certificates.schemes.models import CreditScheme
from training.courses.models import Course


class CourseApproval(models.Model):
    """One body's approval, under the version of its rules that stood then; it counts for completions in its time."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="approvals")
    scheme = models.ForeignKey(
        CreditScheme, on_delete=models.PROTECT, related_name="course_approvals", verbose_name=_("scheme")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes approved"), validators=[MinValueValidator(1)])
    number = models.CharField(_("certification or provider number"), max_length=80, blank=True)
    title = models.CharField(_("title exactly as certified"), max_length=300, blank=True)
    approved_on = models.DateField(_("approved on"))
    ends_on = models.DateField(_("approved until"), null=True, blank=True)

    class Meta:
        ordering = ["scheme__code", "approved_on"]
        verbose_name = _("approval for credit")
        verbose_name_plural = _("approvals for credit")
        constraints = [
            models.UniqueConstraint(fields=["course", "scheme"], name="training_approval_once_a_scheme"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="training_approval_minutes"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("approved_on")), name="training_approval_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}, {self.minutes}"
