"""What somebody reports themselves, with the file that they keep here, for their eyes alone."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from core.fields import EncryptedTextField
from core.files.models import PrivateFile


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of reports."""

    def of(self, user: Any) -> "ReportQuerySet":
        """Keep a person's own."""
        return self.filter(holder=user)


class Report(models.Model):
    """One activity elsewhere. Title and provider lie encrypted: they tell where somebody was."""

    class State(models.TextChoices):
        CHECKING = "checking", _("file being cleaned")
        READY = "ready", _("kept")
        REFUSED = "refused", _("file not readable")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reported_credits")
    title = EncryptedTextField(_("title"))
    provider = EncryptedTextField(_("provider"))
    day = models.DateField(_("day it ended"))
    # Of a file that could not be read nothing is kept.
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.CHECKING)
    reported_at = models.DateTimeField(_("reported"), auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("self-reported credit")
        verbose_name_plural = _("self-reported credits")

    def __str__(self) -> str:
        return f"report {self.pk}"


class ReportedHours(models.Model):
    """How many hours somebody counts for it under a scheme; a scheme is named by its code, in any version."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="hours")
    scheme_code = models.CharField(_("scheme"), max_length=40)
    amount = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )

    class Meta:
        ordering = ["scheme_code"]
        constraints = [
            models.UniqueConstraint(fields=["report", "scheme_code"], name="certificates_reported_once_a_scheme"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="certificates_reported_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_code} {self.amount}"
