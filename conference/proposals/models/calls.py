"""An edition's call for presentations: what it asks for, in which formats, and how it is reviewed."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.schemes.models import CreditScheme
from conference.edition.models import Edition, Track
from conference.proposals.rules import Rule, rules_of
from conference.registration.catalogue import TicketType


class CallQuerySet(models.QuerySet["Call"]):
    """Reads of calls."""

    def open(self) -> "CallQuerySet":
        """Keep those that take submissions now, of editions that the public may see."""
        now = timezone.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now, edition__state=Edition.State.PUBLISHED)

    def of_year(self, year: int) -> "CallQuerySet":
        """Keep the call of a published edition, once it has opened."""
        shown = Edition.objects.published()
        return self.filter(edition__year=year, edition__in=shown, opens_at__lte=timezone.now()).select_related(
            "edition"
        )


class Call(models.Model):
    """The call of one edition. `field_rules` holds what differs from the built-in rules (`rules.py`)."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="call", verbose_name=_("edition"))
    text = models.TextField(_("text"), blank=True, help_text=_("What you look for. Empty lines make paragraphs."))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    late_code_digest = models.CharField(max_length=64, blank=True, editable=False)
    late_until = models.DateTimeField(
        _("late submissions until"), null=True, blank=True, help_text=_("By those who have the code.")
    )
    answer_by = models.DateTimeField(
        _("accepted speakers answer until"), null=True, blank=True,
        help_text=_("They confirm, ask for another time, or withdraw. Who has not answered is reminded before."),
    )  # fmt: skip
    speaker_ticket = models.ForeignKey(
        TicketType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("speakers' complimentary ticket"), help_text=_("Given to each speaker who confirms."),
    )  # fmt: skip
    tracks = models.ManyToManyField(Track, blank=True, related_name="+", verbose_name=_("tracks"))
    schemes = models.ManyToManyField(CreditScheme, blank=True, related_name="+", verbose_name=_("credit schemes"))
    levels = models.JSONField(_("levels"), default=list, blank=True)
    field_rules = models.JSONField(default=dict, blank=True, editable=False)
    is_blind = models.BooleanField(
        _("blind review"), default=True, help_text=_("Reviewers see neither names nor agencies.")
    )
    reviews_wanted = models.PositiveSmallIntegerField(
        _("reviews for each proposal"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__year"]
        verbose_name = _("call for presentations")
        verbose_name_plural = _("calls for presentations")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="conference_call_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(late_until=None) | Q(late_until__gt=F("closes_at")), name="conference_call_late_is_later"
            ),
            models.CheckConstraint(
                condition=Q(reviews_wanted__gte=1, reviews_wanted__lte=20), name="conference_call_reviews_wanted"
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    def rules(self, part: str) -> dict[str, Rule]:
        """Return the rules of the proposal's or a person's fields."""
        return rules_of(part, self.field_rules)

    def takes_answers(self, now: datetime) -> bool:
        """Return whether speakers may still say that they come; without a deadline they always may."""
        return self.answer_by is None or now < self.answer_by

    def is_open(self, now: datetime) -> bool:
        """Return whether anybody may submit at this moment."""
        return self.edition.state == Edition.State.PUBLISHED and self.opens_at <= now < self.closes_at

    def takes_late(self, now: datetime) -> bool:
        """Return whether those with the code may still submit."""
        return bool(self.late_code_digest and self.late_until and self.opens_at <= now < self.late_until)


class CallFormat(models.Model):
    """A format one can present in, with its length."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="formats")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(5), MaxValueValidator(600)])
    session_type = models.CharField(_("type of session"), max_length=40, default="breakout")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="conference_call_format_code_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=600), name="conference_call_format_minutes"
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(name)s (%(minutes)d minutes)") % {"name": self.name, "minutes": self.minutes})


class Criterion(models.Model):
    """What reviewers score from 1 to 5; `anchors` say in words what a score means, by the score."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    anchors = models.JSONField(_("anchors"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="conference_criterion_once_a_call"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=10), name="conference_criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    """Reads of reviewers."""

    def active(self) -> "ReviewerQuerySet":
        """Keep those who still review."""
        return self.filter(ended_at=None)


class Reviewer(models.Model):
    """Somebody who reviews for a call: the tracks they know, or all of them."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("account")
    )
    tracks = models.ManyToManyField(
        Track, blank=True, related_name="+", verbose_name=_("tracks"), help_text=_("None chosen: all tracks.")
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="conference_reviewer_once_a_call")]

    def __str__(self) -> str:
        return str(self.user)
