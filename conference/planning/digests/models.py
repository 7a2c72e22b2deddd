"""The mails about a published version, before they go to the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import AgendaVersion
from conference.speakers.models import Speaker
from core.fields import EncryptedTextField
from core.mail.models import OutboxMail


class Mailing(models.Model):
    """All the mails about one version; `drafted_at` is empty until the task has written the drafts."""

    version = models.OneToOneField(AgendaVersion, on_delete=models.PROTECT, related_name="mailing")
    intro = models.TextField(_("note to everybody"), max_length=2000, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"mails about {self.version}"


class DigestQuerySet(models.QuerySet["Digest"]):
    """Reads of digests."""

    def drafts(self) -> "DigestQuerySet":
        """Keep what nobody has decided about yet."""
        return self.filter(state=Digest.State.DRAFT)

    def advance(self, state: "Digest.State") -> int:
        """Move those that may go into a state into it, and return how many did; the others stay as they are."""
        return self.filter(state__in=[old for old, new in Digest.MOVES.items() if state in new]).update(state=state)

    def to_hand_over(self) -> "DigestQuerySet":
        """Keep what was released and is not in the outbox yet."""
        return self.filter(state=Digest.State.SENDING)


class Digest(models.Model):
    """What one person is told of a version: the sessions that concern them, by code.

    What it says is worked out whenever it is read, from `since`, the version they knew, so that titles and rooms are
    today's; `text` replaces it once an organizer has written their own.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("on its way to the outbox")
        SENT = "sent", _("handed to the outbox")
        DROPPED = "dropped", _("dropped")
        SUPERSEDED = "superseded", _("replaced by a newer version's")

    class Reader(models.TextChoices):
        ATTENDEE = "attendee", _("attendee")
        SPEAKER = "speaker", _("speaker")

    MOVES = {
        State.DRAFT: {State.SENDING, State.DROPPED, State.SUPERSEDED},
        State.DROPPED: {State.DRAFT},
        State.SENDING: {State.SENT},
    }

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="digests")
    since = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(_("reader"), max_length=10, choices=Reader)
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.SET_NULL, related_name="+")
    address = EncryptedTextField()
    address_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=10, default="en")
    codes = models.JSONField(default=list)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    mail = models.ForeignKey(OutboxMail, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "address_digest"], name="conference_digest_once_a_person")
        ]
        indexes = [models.Index(fields=["mailing", "state"], name="conference_digest_by_state")]

    def __str__(self) -> str:
        return f"digest {self.pk}: {self.state}"
