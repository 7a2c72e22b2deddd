"""One attempt: which questions, what was answered, what it is worth. Handed in, it never changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from training.enrollment.models import Enrollment


class Attempt(models.Model):
    """`seed` fixes the order of questions and choices, so that the paper can be drawn again years later."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    seed = models.PositiveBigIntegerField()
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), null=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True)
    answers = models.JSONField(default=dict)
    points = models.PositiveIntegerField(null=True)
    possible = models.PositiveIntegerField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["enrollment", "number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "number"], name="training_attempt_once"),
            models.UniqueConstraint(
                fields=["enrollment"], condition=Q(submitted_at=None), name="training_one_open_attempt"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, passed=None)
                | Q(submitted_at__isnull=False, passed__isnull=False, points__isnull=False, possible__isnull=False),
                name="training_graded_when_submitted",
            ),
            models.CheckConstraint(condition=Q(points=None) | Q(points__lte=models.F("possible")),
                                   name="training_points_at_most"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enrollment_id}/{self.number}"
