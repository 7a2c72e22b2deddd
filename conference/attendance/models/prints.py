"""A file of badges that somebody asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from core.codes import public_id
from core.files.models import PrivateFile


class BadgePrint(models.Model):
    """Which badges on which sheet, who asked, and the file until it expires."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        EXPIRED = "expired", _("expired")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="badge_prints")
    sheet = models.CharField(_("sheet"), max_length=20)
    # What was asked for (`printing.selection.Selection`); keys of registrations and filters, no names.
    selection = models.JSONField(default=dict)
    is_test = models.BooleanField(_("test sheet"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    badges = models.PositiveIntegerField(_("badges"), default=0)
    file = models.OneToOneField(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("print of badges")
        verbose_name_plural = _("prints of badges")

    def __str__(self) -> str:
        return f"{self.edition} {self.sheet} {self.state}"
