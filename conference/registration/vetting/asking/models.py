"""A question to an applicant, and until when it waits for an answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.registration.places import Registration
from conference.registration.states import State
from core.fields import EncryptedTextField
from core.files.models import PrivateFile


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Reads of questions."""

    def open(self) -> "EnquiryQuerySet":
        """Keep what waits for an answer and can still change a decision."""
        return self.filter(answered_at=None, registration__state=State.APPLIED)


class Enquiry(models.Model):
    """What was asked, by whom, until when, and the answer; the answer's file is erased with the decision."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="enquiries")
    question = EncryptedTextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due_on = models.DateField(_("answer until"))
    answer = EncryptedTextField(_("answer"), blank=True)
    answer_file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("question to an applicant")
        verbose_name_plural = _("questions to applicants")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(answered_at=None), name="conference_one_open_enquiry_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
