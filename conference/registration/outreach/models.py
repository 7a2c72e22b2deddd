"""A message to many, and each person's copy of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.places import Registration
from core.fields import EncryptedTextField
from core.mail.models import OutboxMail


class BulkMessage(models.Model):
    """One message, whom it is for, and how far it came. Its text is fixed once it is released."""

    class Kind(models.TextChoices):
        PLACE = "place", _("about people's own places: nobody can refuse it")
        NEWS = "news", _("other news: readers can refuse more of it")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        DONE = "done", _("handed over")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="bulk_messages", verbose_name=_("edition")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PLACE)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=8000)
    # What `recipients.Filter` reads; keys and codes, and an agency's name.
    filters = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    released_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("message to registered people")
        verbose_name_plural = _("messages to registered people")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", released_at=None) | (~Q(state="draft") & Q(released_at__isnull=False)),
                name="conference_bulk_released_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Outcome(models.TextChoices):
    """Where a copy stands, as the report counts it."""

    WAITING = "waiting", _("not handed over yet")
    QUEUED = "queued", _("in the outbox")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    BOUNCED = "bounced", _("came back")
    HELD = "held", _("held")


class BulkCopyQuerySet(models.QuerySet["BulkCopy"]):
    """Reads of copies."""

    def waiting(self) -> "BulkCopyQuerySet":
        """Keep what is released and neither handed over nor held."""
        return self.filter(handed_at=None, held="")

    def with_outcome(self) -> Any:
        """Add `outcome`, in SQL."""
        mail = OutboxMail.State
        given = models.Value
        return self.annotate(
            outcome=models.Case(
                models.When(~Q(held=""), then=given(Outcome.HELD)),
                models.When(handed_at=None, then=given(Outcome.WAITING)),
                models.When(mail__state__in=[mail.QUEUED, mail.SENDING], then=given(Outcome.QUEUED)),
                models.When(mail__state=mail.FAILED, then=given(Outcome.FAILED)),
                models.When(mail__state=mail.BOUNCED, then=given(Outcome.BOUNCED)),
                default=given(Outcome.SENT),
                output_field=models.CharField(),
            )
        )

    def counted(self) -> Any:
        """Return message, outcome, reason and number of each group, in one query."""
        rows = self.with_outcome().order_by().values_list("message", "outcome", "held")
        return rows.annotate(number=Count("pk"))


class BulkCopy(models.Model):
    """One person's copy. An address has one copy of a message, however many places stand under it."""

    class Held(models.TextChoices):
        REFUSED = "refused", _("the reader wants no such messages")
        BOUNCES = "bounces", _("mail to the address comes back")
        CHANGED = "changed", _("the place is no longer among those chosen")
        MISSING = "missing", _("a value went missing")
        TWICE = "twice", _("the address has a copy already")

    message = models.ForeignKey(BulkMessage, on_delete=models.CASCADE, related_name="copies")
    # The first of the person's places that were chosen.
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="bulk_copies")
    address = EncryptedTextField()
    address_digest = models.CharField(max_length=64)
    held = models.CharField(_("held because"), max_length=8, choices=Held, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    handed_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(OutboxMail, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = BulkCopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("copy of a message")
        verbose_name_plural = _("copies of messages")
        constraints = [
            models.UniqueConstraint(fields=["message", "address_digest"], name="conference_bulk_once_an_address"),
            models.UniqueConstraint(fields=["message", "registration"], name="conference_bulk_once_a_place"),
        ]
        indexes = [models.Index(fields=["message", "handed_at"], name="conference_bulk_waiting")]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def outcome_label(self) -> str:
        """Where it stands, in words; needs `with_outcome`."""
        return str(Outcome(vars(self)["outcome"]).label)
