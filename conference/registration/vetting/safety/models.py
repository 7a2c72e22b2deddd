"""Who must be kept away, and the applications that wait quietly because of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.registration.places import Registration
from conference.registration.states import State
from core.fields import EncryptedTextField


class BlockEntryQuerySet(models.QuerySet["BlockEntry"]):
    """Reads of entries."""

    def live(self) -> "BlockEntryQuerySet":
        """Keep what is neither ended nor expired today."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()), ended_at=None)


class BlockEntry(models.Model):
    """One person who must be kept away. Everything that says who and why is encrypted; each read is logged."""

    names = EncryptedTextField(
        _("names"), blank=True, help_text=_("All parts, one name a line; other spellings are lines of their own.")
    )
    emails = EncryptedTextField(_("e-mail addresses"), blank=True, help_text=_("One a line."))
    phone = EncryptedTextField(_("telephone"), blank=True)
    reason = EncryptedTextField(_("reason"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True, help_text=_("Empty: until it is ended."))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = BlockEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("entry of the block list")
        verbose_name_plural = _("block list")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it counts today."""
        return self.ended_at is None and (self.expires_on is None or self.expires_on >= timezone.localdate())


class BlockKey(models.Model):
    """A keyed digest of one of an entry's names or addresses, to compare with; nothing can be read from it."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        NAME = "name", _("name")

    entry = models.ForeignKey(BlockEntry, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=5, choices=Kind)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "digest"], name="conference_block_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_id}"


class QuietHoldQuerySet(models.QuerySet["QuietHold"]):
    """Reads of holds."""

    def open(self) -> "QuietHoldQuerySet":
        """Keep what still stops an application."""
        return self.filter(state=QuietHold.State.OPEN, registration__state=State.APPLIED)


class QuietHold(models.Model):
    """An application that waits for two people of the safety team; what each of them did stays."""

    class State(models.TextChoices):
        OPEN = "open", _("held")
        RELEASED = "released", _("released")
        DECLINED = "declined", _("declined")

    class Decision(models.TextChoices):
        RELEASE = "release", _("release: it is somebody else")
        DECLINE = "decline", _("decline the application")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="quiet_holds")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(_("held since"), auto_now_add=True)
    proposal = models.CharField(_("proposal"), max_length=7, choices=Decision, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_reason = EncryptedTextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = QuietHoldQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("quiet hold")
        verbose_name_plural = _("quiet holds")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="open"), name="conference_one_open_hold_a_place"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None)
                | Q(decided_by__isnull=False, proposed_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="conference_hold_decided_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class HoldMatch(models.Model):
    """Which entry an application matched, and by what."""

    class By(models.TextChoices):
        EMAIL = "email", _("e-mail of the person")
        NAME = "name", _("name of the person")
        BUYER_EMAIL = "buyer_email", _("e-mail of the buyer")
        BUYER_NAME = "buyer_name", _("name of the buyer")

    hold = models.ForeignKey(QuietHold, on_delete=models.CASCADE, related_name="matches")
    entry = models.ForeignKey(BlockEntry, on_delete=models.PROTECT, related_name="matches")
    by = models.CharField(max_length=11, choices=By)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["hold", "entry", "by"], name="conference_hold_match_once")]

    def __str__(self) -> str:
        return f"{self.hold_id} {self.entry_id}"
