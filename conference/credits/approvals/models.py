"""The roster of a session for a body: the file that was made of it, and that it was handed in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import SessionCredit
from core.files.models import PrivateFile


class Roster(models.Model):
    """One for each session and scheme. `file` is the PDF; tables are made while one waits."""

    credit = models.OneToOneField(SessionCredit, on_delete=models.CASCADE, related_name="roster")
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")

    def __str__(self) -> str:
        return f"roster {self.credit_id}"
