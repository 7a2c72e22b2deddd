"""The transcript that was made last for a person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.files.models import PrivateFile


class Transcript(models.Model):
    """One for each person and language; `fingerprint` is that of what it says, so that a stale one is not given."""

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transcripts")
    language = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=64)
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        constraints = [models.UniqueConstraint(fields=["holder", "language"], name="certificates_transcript_once")]

    def __str__(self) -> str:
        return f"transcript {self.pk}"
