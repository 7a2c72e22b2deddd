"""How an edition's doors work: rehearsal, missing scans, when doors open."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.attendance.pairing import Policy
from conference.edition.models import Edition


class AttendanceRules(models.Model):
    """An edition's rules for its doors; without a row the defaults hold."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="attendance_rules")
    rehearsal = models.BooleanField(
        _("rehearsal"), default=False, help_text=_("Scans are accepted on any day and never count for anything.")
    )
    missing_in = models.CharField(
        _("where the scan in is missing"), max_length=8, choices=Policy, default=Policy.NOTHING
    )
    missing_out = models.CharField(
        _("where the scan out is missing"), max_length=8, choices=Policy, default=Policy.NOTHING
    )
    penalty_minutes = models.PositiveSmallIntegerField(
        _("minutes taken off then"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("Where a missing scan is not worth nothing."),
    )
    doors_minutes = models.PositiveSmallIntegerField(_("doors open so many minutes before"), default=60)

    class Meta:
        verbose_name = _("rules of attendance")
        verbose_name_plural = _("rules of attendance")
        constraints = [
            # A missing scan is never worth the whole.
            models.CheckConstraint(condition=Q(penalty_minutes__gte=1), name="conference_missing_scan_costs"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}"
