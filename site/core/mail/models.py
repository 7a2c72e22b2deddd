"""One mail to one person."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files.models import PrivateFile


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    """Reads of the outbox."""

    def due(self) -> "OutboxMailQuerySet":
        """Keep what should be sent now."""
        return self.filter(state=OutboxMail.State.QUEUED, next_attempt_at__lte=timezone.now())

    def failed(self) -> "OutboxMailQuerySet":
        """Keep what was given up."""
        return self.filter(state=OutboxMail.State.FAILED)


class OutboxMail(models.Model):
    """A mail and its attempts. Sensitive ones (reset, verification, invitation) lose their body once sent."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("came back")

    kind = models.CharField(_("kind"), max_length=80)
    recipient = models.EmailField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    attachments = models.ManyToManyField(PrivateFile, blank=True, related_name="+")
    sensitive = models.BooleanField(default=False)
    unique_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(_("last error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # What the mail's own header says, so that a bounce finds it again.
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    # The key of the link by which its reader refuses more of its sort; only for mails that may be refused.
    stop_token = models.CharField(max_length=43, null=True, blank=True, unique=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"])]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")

    def __str__(self) -> str:
        return self.subject


class MailRefusal(models.Model):
    """An address whose reader wants no messages but those about what is theirs. Stored in lower case."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    refused_at = models.DateTimeField(_("refused"), default=timezone.now)

    class Meta:
        verbose_name = _("refusal of messages")
        verbose_name_plural = _("refusals of messages")

    def __str__(self) -> str:
        return f"refusal {self.pk}"


class BouncingAddress(models.Model):
    """An address from which mail came back for good. Stored in lower case; removed by staff once it works again."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    status = models.CharField(_("status"), max_length=12, blank=True)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("bouncing address")
        verbose_name_plural = _("bouncing addresses")

    def __str__(self) -> str:
        return f"bouncing address {self.pk}"
