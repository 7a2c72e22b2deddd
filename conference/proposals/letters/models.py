"""Templates of mails, the acts of sending, and what each person was sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.proposals.models.calls import Call
from conference.proposals.models.people import Presenter
from conference.proposals.models.proposals import Proposal
from conference.speakers.models import Speaker
from core.fields import EncryptedTextField
from core.mail.models import OutboxMail


class Kind(models.TextChoices):
    """What a letter is about; the first four are those of the decisions."""

    ACCEPTED = "accepted", _("accepted")
    OTHER_FORMAT = "other_format", _("accepted in another format")
    WAITLISTED = "waitlisted", _("on the waitlist")
    DECLINED = "declined", _("not accepted")
    REMINDER = "reminder", _("reminder to confirm")
    TASKS = "tasks", _("reminder of tasks")
    FREE = "free", _("free message")


class LetterTemplate(models.Model):
    """An edition's own text of a kind; without a row the shipped one is used. Checked when it is saved."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="letter_templates")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=8000)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("mail template")
        verbose_name_plural = _("mail templates")
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="conference_letter_template_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.edition_id}"


class Dispatch(models.Model):
    """One act of sending. Its key makes a second press of the button the same act.

    Speakers whom organizers entered are written to in editions without a call too.
    """

    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="dispatches")
    key = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"dispatch {self.pk}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Reads of letters."""

    def waiting(self) -> "LetterQuerySet":
        """Keep what is released and not in the outbox yet."""
        return self.filter(handed_at=None)


class Letter(models.Model):
    """What one person was sent, about a proposal or as a speaker; its text is in the outbox once it is handed over."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="letters")
    presenter = models.ForeignKey(Presenter, null=True, on_delete=models.CASCADE, related_name="letters")
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.CASCADE, related_name="letters")
    address = EncryptedTextField(blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(OutboxMail, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "presenter"], name="conference_letter_once_a_dispatch"),
            models.UniqueConstraint(fields=["dispatch", "speaker"], name="conference_letter_once_a_speaker"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) | Q(presenter__isnull=False, proposal__isnull=False),
                name="conference_letter_is_to_somebody",
            ),
        ]
        indexes = [models.Index(fields=["presenter", "kind"], name="conference_letter_of_person")]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def state_label(self) -> str:
        """How far it came."""
        if self.handed_at is None:
            return str(_("on its way to the outbox"))
        return str(self.mail.get_state_display()) if self.mail else str(_("sent"))
