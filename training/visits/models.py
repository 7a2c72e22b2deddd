"""What the unit offers visitors, as data; and an agency's visit, from the request to the certificate."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from core.codes import public_id
from people.agencies.models import Agency, Approval
from training.courses.models import Course
from training.slots import Slot

SATURDAY = 5


class VisitProgramme(ClusterableModel):
    """How the unit receives visitors: for how many days, how many at most, what they need first, and what they see."""

    title = models.CharField(_("title"), max_length=200, unique=True)
    days = models.PositiveSmallIntegerField(
        _("days"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    max_visitors = models.PositiveSmallIntegerField(
        _("visitors at most"),
        default=12,
        validators=[MinValueValidator(1)],
        help_text=_("Of all agencies together that are here on the same day."),
    )
    notice_days = models.PositiveSmallIntegerField(_("asked for so many days ahead at least"), default=30)
    vetting = models.CharField(_("vetting"), max_length=300, blank=True)
    place = models.CharField(
        _("place on certificates"),
        max_length=200,
        blank=True,
        help_text=_("A city, no address."),
    )
    prerequisites = ParentalManyToManyField(
        Course, blank=True, related_name="+", verbose_name=_("courses that visitors have completed")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("programme of visits")
        verbose_name_plural = _("programmes of visits")
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=5), name="training_visit_programme_days"),
            models.CheckConstraint(condition=Q(max_visitors__gte=1), name="training_visit_programme_has_room"),
        ]

    def __str__(self) -> str:
        return self.title

    def last_day(self, first: date) -> date:
        """Return the last day of a visit that begins on a day."""
        return first + timedelta(days=self.days - 1)

    def is_on_weekdays(self, first: date) -> bool:
        """Return whether all days of a visit that begins on a day are working days."""
        return all((first + timedelta(days=number)).weekday() < SATURDAY for number in range(self.days))


class ProgrammeItem(models.Model):
    """One item of the template: on which of the days, from when to when, on the unit's clock."""

    programme = ParentalKey(VisitProgramme, on_delete=models.CASCADE, related_name="items")
    day = models.PositiveSmallIntegerField(_("day"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)])
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["day", "starts", "pk"]
        verbose_name = _("item of a programme")
        verbose_name_plural = _("items of a programme")
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="training_visit_item_ends_later")]

    def __str__(self) -> str:
        return f"{self.day}: {self.title}"


class VisitQuerySet(models.QuerySet["Visit"]):
    """Reads of visits."""

    def of(self, agency: Agency) -> "VisitQuerySet":
        """Keep an agency's, the newest first."""
        return self.filter(agency=agency).select_related("programme").order_by("-first_day", "-pk")

    def on_any_day_of(self, first: date, last: date) -> "VisitQuerySet":
        """Keep those that take place on one of the days."""
        return self.filter(first_day__lte=last, last_day__gte=first)


class Visit(ClusterableModel):
    """One agency's stay with the unit. Its coordinators and the training office see it, nobody else."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked for")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("not possible")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")

    MOVES: dict[str, tuple[str, ...]] = {
        State.REQUESTED: (State.APPROVED, State.REFUSED, State.WITHDRAWN),
        State.APPROVED: (State.HELD, State.CANCELLED, State.WITHDRAWN),
        State.REFUSED: (),
        State.WITHDRAWN: (),
        State.CANCELLED: (),
        State.HELD: (),
    }

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="visits", verbose_name=_("agency"))
    programme = models.ForeignKey(
        VisitProgramme, on_delete=models.PROTECT, related_name="visits", verbose_name=_("programme")
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    purpose = models.TextField(_("purpose"), max_length=2000)
    headcount = models.PositiveSmallIntegerField(_("visitors"), validators=[MinValueValidator(1)])
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("host"),
    )  # fmt: skip
    place = models.CharField(_("where to come to"), max_length=300, blank=True)
    # Why it was refused or cancelled is the staff's alone.
    note = models.CharField(_("reason, for the staff alone"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked for on"), auto_now_add=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(condition=Q(headcount__gte=1), name="training_visit_has_visitors"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="training_visit_ends_later"),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "refused", "withdrawn"])
                | (Q(host__isnull=False, decided_at__isnull=False) & ~Q(place="")),
                name="training_visit_approved_has_host_and_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.first_day.isoformat()}"

    def move_to(self, state: str) -> None:
        """Change the state in memory; raises ValueError for a move that the table does not allow."""
        if state not in self.MOVES[self.state]:
            raise ValueError(f"visit {self.pk}: {self.state} -> {state}")
        self.state = state

    def may_move_to(self, state: str) -> bool:
        """Return whether the table allows the move."""
        return state in self.MOVES[self.state]


class VisitItem(Slot):
    """One item of a visit's itinerary, copied from the template when it was approved and the staff's to change."""

    visit = ParentalKey(Visit, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(_("title"), max_length=200)

    class Meta(Slot.Meta):
        verbose_name = _("item of an itinerary")
        verbose_name_plural = _("items of an itinerary")

    def __str__(self) -> str:
        return f"{self.day.isoformat()}: {self.title}"

    @property
    def zone(self) -> ZoneInfo:
        """The unit's zone: visitors come to it."""
        return ZoneInfo(settings.TIME_ZONE)


class VisitorQuerySet(models.QuerySet["Visitor"]):
    """Reads of visitors."""

    def visible_to(self, agency: Agency) -> "VisitorQuerySet":
        """Keep the agency's own people of today: whoever has left is gone from its view at once."""
        members = agency.memberships.filter(state=Approval.APPROVED).values("user")
        return self.filter(visit__agency=agency, user__in=members)


class Visitor(models.Model):
    """One of the agency's people who comes along."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="visitors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits", verbose_name=_("visitor")
    )
    # As the agency knows the person; the address of their account may be another, which is not the agency's business.
    email = models.EmailField(_("e-mail"), max_length=254)
    vetted_at = models.DateTimeField(_("vetted"), null=True, blank=True)
    vetted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attended = models.BooleanField(_("was there"), null=True, blank=True)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="training_visitor_once")]

    def __str__(self) -> str:
        return str(self.user)


class VisitFeedback(models.Model):
    """What an agency says of its visit, once."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="feedback")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    useful = models.PositiveSmallIntegerField(
        _("How useful was it?"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    text = models.TextField(_("What should we keep, what should we change?"), max_length=3000, blank=True)
    created_at = models.DateTimeField(_("given"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback on a visit")
        verbose_name_plural = _("feedback on visits")
        constraints = [
            models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="training_feedback_scale")
        ]

    def __str__(self) -> str:
        return f"{self.visit}: {self.useful}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; raises ValueError for one that was given already."""
        if not self._state.adding:
            raise ValueError("Feedback is given once.")
        super().save(*args, **kwargs)
