"""A report that a coordinator asked for as a PDF, until it expires."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from core.files.models import PrivateFile
from people.agencies.models import Agency


class ReportFile(models.Model):
    """Which report, what was looked for, and the file, which says exactly what `fingerprint` is the digest of."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    kind = models.CharField(_("report"), max_length=12)
    words = models.CharField(max_length=100, blank=True)
    overdue = models.BooleanField(default=False)
    language = models.CharField(max_length=12)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for"))
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("report as a file")
        verbose_name_plural = _("reports as files")

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"
