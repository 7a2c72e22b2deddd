"""A statement of account as it was made: its file and up to when it counts."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from core.files.models import PrivateFile


class AccountStatement(models.Model):
    """One PDF for one agency and period, made by a task from the books as they stood then."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    agency = models.CharField(_("agency"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"))
    content = models.JSONField(default=dict)
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("statement of account")
        verbose_name_plural = _("statements of account")

    def __str__(self) -> str:
        return f"{self.agency}, {self.until}"
