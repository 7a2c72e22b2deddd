"""A registration being filled in: kept on the server for a day, so that going back loses nothing."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.codes import public_id
from core.fields import EncryptedTextField

KEPT = timedelta(hours=24)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Reads of drafts."""

    def outdated(self) -> "DraftQuerySet":
        """Keep what nobody touched for a day; a draft whose order was placed goes too, the order stays."""
        return self.filter(updated_at__lt=timezone.now() - KEPT)


class Draft(models.Model):
    """What was typed so far, encrypted as JSON; only the browser session that began it may open it.

    Its `public_id` is the submission key of the order: placing the same draft twice gives the same order.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    edition = models.ForeignKey("conference.Edition", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    content = EncryptedTextField(default="{}")
    order = models.ForeignKey("billing.Order", null=True, on_delete=models.SET_NULL, related_name="+")
    quote = models.ForeignKey("billing.Invoice", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["updated_at"])]

    def __str__(self) -> str:
        return self.public_id
