"""Which lessons a learner has opened and finished, what staff have attested, and what the learner has noted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedTextField
from training.courses.rules import Need
from training.enrollment.models import Enrollment


class LessonProgress(models.Model):
    """One lesson of an enrolment, named by its code in the enrolment's version. `place` is the block read last."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="lessons")
    code = models.CharField(max_length=40)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last seen"), auto_now=True)
    done_at = models.DateTimeField(_("finished"), null=True)
    place = models.PositiveSmallIntegerField(_("read as far as"), default=0)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [models.UniqueConstraint(fields=["enrollment", "code"], name="training_progress_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id}/{self.code}"


class Attestation(models.Model):
    """A condition that staff took as met: an instructor's sign-off, or any other with a reason. Never taken back."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="attestations")
    need = models.CharField(_("condition"), max_length=12, choices=Need.choices)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "need"], name="training_attested_once"),
            models.CheckConstraint(
                condition=Q(need=Need.SIGNED_OFF) | ~Q(reason=""), name="training_override_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.need}"


class Note(models.Model):
    """What a learner wrote down beside a lesson: for their own eyes, encrypted, in no search and no export of staff."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="notes")
    code = models.CharField(max_length=40)
    text = EncryptedTextField(_("note"))
    written_at = models.DateTimeField(_("written"), auto_now=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=["enrollment", "code"], name="training_note_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id}/{self.code}"
