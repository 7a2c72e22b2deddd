"""Which lessons a learner has opened and finished."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enrollment.models import Enrollment


class LessonProgress(models.Model):
    """One lesson of an enrolment, named by its code in the enrolment's version."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="lessons")
    code = models.CharField(max_length=40)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last seen"), auto_now=True)
    done_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [models.UniqueConstraint(fields=["enrollment", "code"], name="training_progress_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id}/{self.code}"
