"""A list of people that a coordinator handed in, and how far its invitations are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from core.files.models import PrivateFile
from people.agencies.models import Agency


class RosterImport(models.Model):
    """A confirmed list. `done` rows of `total` have been looked at; `refused` says why some got no seat."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="rosters")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(_("rows"))
    done = models.PositiveIntegerField(_("looked at"), default=0)
    refused = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"
