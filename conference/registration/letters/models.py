"""Letters' texts, their rules, and each letter that somebody asked for."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from conference.edition.models import Edition
from conference.registration.places import Registration
from core.codes import human_code, public_id
from core.fields import EncryptedTextField
from core.files.models import PrivateFile


class LetterKind(models.TextChoices):
    """What a letter is for."""

    APPROVAL = "approval", _("to the agency: why to approve")
    VISA = "visa", _("invitation for a visa")


class LetterText(models.Model):
    """An edition's own text of a kind in one language; without a row the shipped one is used."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="place_letter_texts")
    kind = models.CharField(_("kind"), max_length=8, choices=LetterKind)
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=150)
    body = models.TextField(_("text"), max_length=8000)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "language"], name="conference_place_letter_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.language} {self.edition_id}"


class LetterRules(models.Model):
    """Who signs an edition's letters, and how long what a passport says stays; without a row, thirty days."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="place_letter_rules", verbose_name=_("edition")
    )
    signatory = models.CharField(_("signed by"), max_length=120, blank=True)
    signatory_title = models.CharField(_("title of who signs"), max_length=160, blank=True)
    passport_days = models.PositiveSmallIntegerField(
        _("days that passport data and invitations stay after the decision"), default=30
    )

    class Meta:
        verbose_name = _("rules of letters")
        verbose_name_plural = _("rules of letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(passport_days__gte=1, passport_days__lte=365), name="conference_letter_days_make_sense"
            )
        ]

    def __str__(self) -> str:
        return str(self.edition)

    @classmethod
    def of(cls, edition: Edition) -> "LetterRules":
        """Return an edition's rules, stored or as they are without a row."""
        return cls.objects.filter(edition=edition).first() or cls(edition=edition)


def letter_serial() -> str:
    """Return a new letter's number, made to be read out; it says nothing of the person."""
    return f"L-{human_code(10)}"


class PlaceLetterQuerySet(models.QuerySet["PlaceLetter"]):
    """Reads of letters."""

    def waiting(self) -> "PlaceLetterQuerySet":
        """Keep what staff must decide."""
        return self.filter(state=PlaceLetter.State.ASKED)

    def remembered(self) -> "PlaceLetterQuerySet":
        """Keep invitations of which passport data are still there."""
        return self.filter(kind=LetterKind.VISA, forgotten_at=None)


class PlaceLetter(models.Model):
    """One letter about one place. An agency's is given at once, a consulate's only after staff approved it.

    What the passport says is encrypted and shown to those who decide, each look recorded; it goes with the file.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("being looked at")
        APPROVED = "approved", _("given")
        REFUSED = "refused", _("not given")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("not decided in time")

    OPEN = (State.ASKED, State.APPROVED)
    MOVES: dict[str, tuple[str, ...]] = {
        State.ASKED: (State.APPROVED, State.REFUSED, State.LAPSED, State.WITHDRAWN),
        State.APPROVED: (State.WITHDRAWN,),
        State.REFUSED: (),
        State.WITHDRAWN: (),
        State.LAPSED: (),
    }

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    serial = models.CharField(_("serial"), max_length=16, unique=True, default=letter_serial, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=LetterKind)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="letters")
    language = models.CharField(_("language"), max_length=10, default="en")
    state = models.CharField(_("state"), max_length=10, choices=State)
    passport_name = EncryptedTextField(_("name as in the passport"), blank=True)
    passport_number = EncryptedTextField(_("passport number"), blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("passport data deleted"), null=True, blank=True)
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PlaceLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("letter for a place")
        verbose_name_plural = _("letters for places")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=Q(state__in=["asked", "approved"]),
                name="conference_place_letter_one_open",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(file=None, nationality=""),
                name="conference_place_letter_forgotten_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def is_visa(self) -> bool:
        """Whether it invites somebody into the country."""
        return self.kind == LetterKind.VISA

    def forget_at(self, rules: LetterRules) -> datetime:
        """Return when passport data and file go: so many days after the decision, else after it was asked for."""
        return (self.decided_at or self.asked_at) + timedelta(days=rules.passport_days)
