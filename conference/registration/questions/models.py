"""A question, its versions, and what people answered to which of them."""

from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.places import Registration
from conference.registration.states import OCCUPYING
from core.fields import EncryptedTextField
from core.files.models import PrivateFile


class QuestionKind(models.TextChoices):
    """What an answer is."""

    TEXT = "text", _("text")
    CHOICE = "choice", _("one of several")
    MULTI = "multi", _("any of several")
    DATE = "date", _("date")
    FILE = "file", _("file")
    CONSENT = "consent", _("consent")
    ACCESS = "access", _("access needs")
    DIETARY = "dietary", _("dietary needs")


class Visibility(models.TextChoices):
    """Which staff read the answers."""

    REGISTRATION = "registration", _("registration staff and organizers")
    STAFF = "staff", _("finance too")
    DESK = "desk", _("finance and the desk too")


class Retention(models.TextChoices):
    """How long answers are kept."""

    NEEDS = "needs", _("until sixty days after the conference")
    RECORD = "record", _("with the registration")


class Question(models.Model):
    """A question of an edition; what it says stands in its versions."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="questions", verbose_name=_("edition"))
    key = models.CharField(
        _("key"),
        max_length=40,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", _("Small letters, digits and underscores only."))],
        help_text=_("Names it in exports and conditions, such as shirt_size."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("asked"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="conference_question_key_once")]

    def __str__(self) -> str:
        return self.key


class VersionQuerySet(models.QuerySet["QuestionVersion"]):
    """Reads of versions."""

    def current(self) -> "VersionQuerySet":
        """Keep each question's newest."""
        newest = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
        return self.filter(pk=Subquery(newest))

    def asked(self, edition: Edition) -> "VersionQuerySet":
        """Keep what an edition asks now, in order."""
        asked = self.current().filter(question__edition=edition, question__is_active=True)
        return asked.select_related("question").order_by("question__position", "question")


class QuestionVersion(models.Model):
    """What a question said at a time. Never changed: whoever answered it keeps its words, options and prices.

    `options` is a list of `{"key", "label", "price", "places"}`; `price` and `places` may be missing.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind)
    label = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("explanation"), max_length=300, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    options = models.JSONField(_("options"), default=list, blank=True)
    ticket_codes = models.JSONField(_("ticket types"), default=list, blank=True)
    asked_if = models.CharField(_("only if the question"), max_length=40, blank=True)
    asked_if_values = models.JSONField(_("was answered with"), default=list, blank=True)
    visibility = models.CharField(_("read by"), max_length=12, choices=Visibility, default=Visibility.REGISTRATION)
    retention = models.CharField(_("kept"), max_length=8, choices=Retention, default=Retention.RECORD)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="conference_question_version_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=["access", "dietary"]) | Q(retention="needs"),
                name="conference_needs_are_not_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def option(self, key: str) -> dict[str, Any]:
        """Return an option of this version, or an empty one."""
        return next((option for option in self.options if option["key"] == key), {})

    def price_of(self, key: str) -> Decimal:
        """Return what an option costs."""
        return Decimal(self.option(key).get("price") or "0.00")

    @property
    def has_price(self) -> bool:
        """Whether any answer costs something."""
        return any(self.price_of(option["key"]) for option in self.options)


class AnswerOfPlaceQuerySet(models.QuerySet["PlaceAnswer"]):
    """Reads of answers."""

    def read_by(self, *visibilities: str) -> "AnswerOfPlaceQuerySet":
        """Keep the answers that certain staff read, in the questions' order."""
        kept = self.filter(version__visibility__in=visibilities).select_related("version__question", "file")
        return kept.order_by("version__question__position", "pk")


class PlaceAnswer(models.Model):
    """What was answered for one place, to one version of a question; encrypted."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="answers")
    value = EncryptedTextField(_("answer"))
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AnswerOfPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "version"], name="conference_answer_once_a_version")
        ]

    def __str__(self) -> str:
        return str(self.version_id)


class OptionPlace(models.Model):
    """A place taken of an option that has only so many; counted by question, whatever the version."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="option_places")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="option_places")
    option = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "question", "option"], name="conference_option_once")
        ]
        indexes = [models.Index(fields=["question", "option"], name="conference_option_count")]

    def __str__(self) -> str:
        return self.option

    @staticmethod
    def taken(edition: Edition) -> dict[tuple[int, str], int]:
        """Return how many places of each question's options are taken, in one query."""
        rows = OptionPlace.objects.filter(question__edition=edition, registration__state__in=OCCUPYING)
        counted = rows.values_list("question", "option").annotate(n=models.Count("pk")).order_by()
        return {(question, option): number for question, option, number in counted}


def free_questions(edition: Edition) -> list[QuestionVersion]:
    """Return what is asked of somebody who is named later: what costs nothing, since their place is sold."""
    return [version for version in QuestionVersion.objects.asked(edition) if not version.has_price]
