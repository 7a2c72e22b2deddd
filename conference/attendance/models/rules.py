"""How an edition's doors work: rehearsal, missing scans, when doors open."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.attendance.pairing import Policy
from conference.edition.models import Edition


class AttendanceRules(models.Model):
    """An edition's rules for its doors; without a row the defaults hold."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="attendance_rules")
    rehearsal = models.BooleanField(
        _("rehearsal"), default=False, help_text=_("Scans are accepted on any day and never count for anything.")
    )
    missing_out = models.CharField(
        _("where the scan out is missing"), max_length=8, choices=Policy, default=Policy.NOTHING
    )
    penalty_minutes = models.PositiveSmallIntegerField(
        _("minutes taken off then"), default=30, help_text=_("Where the time until the session's end counts.")
    )
    doors_minutes = models.PositiveSmallIntegerField(_("doors open so many minutes before"), default=60)

    class Meta:
        verbose_name = _("rules of attendance")
        verbose_name_plural = _("rules of attendance")

    def __str__(self) -> str:
        return f"{self.edition}"
