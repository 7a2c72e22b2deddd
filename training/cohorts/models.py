"""A run of a course with an instructor: its dates, who has a place, and who was there when."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from certificates.intervals import Span, Spans, union
from core.codes import public_id
from training.courses.models import Course
from training.slots import Slot, known_zone


def home_zone() -> str:
    """Return the organization's own time zone."""
    return str(settings.TIME_ZONE)


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Reads of cohorts."""

    def with_figures(self) -> "CohortQuerySet":
        """Add first and last day and the number of places taken."""
        taken = Q(places__state=CohortPlace.State.TAKEN)
        rows: CohortQuerySet = self.annotate(
            first_day=Min("meetings__day"),
            last_day=Max("meetings__day"),
            taken=Count("places", filter=taken, distinct=True),
        )
        return rows


class Cohort(ClusterableModel):
    """One run. Its dates are on the clock of its place; where exactly it is, those with a place are told."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being planned")
        OPEN = "open", _("open")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    MOVES: dict[str, tuple[str, ...]] = {
        State.DRAFT: (State.OPEN, State.CANCELLED),
        State.OPEN: (State.HELD, State.CANCELLED),
        State.HELD: (),
        State.CANCELLED: (),
    }

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("course"))
    timezone = models.CharField(_("time zone"), max_length=64, default=home_zone, validators=[known_zone])
    city = models.CharField(_("city"), max_length=120, help_text=_("Whoever may take the course sees it."))
    place = models.CharField(_("place"), max_length=300, help_text=_("Told to those who have a place, to nobody else."))
    instructor = models.CharField(_("instructor"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [models.CheckConstraint(condition=Q(capacity__gte=1), name="training_cohort_has_places")]

    def __str__(self) -> str:
        return f"{self.course}, {self.city}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its place."""
        return ZoneInfo(self.timezone)

    @property
    def spans(self) -> Spans:
        """The time of all its meetings."""
        return union(meeting.span for meeting in self.meetings.all())

    def move_to(self, state: str) -> None:
        """Change the state in memory; raises ValueError for a move that the table does not allow."""
        if state not in self.MOVES[self.state]:
            raise ValueError(f"cohort {self.pk}: {self.state} -> {state}")
        self.state = state

    def may_move_to(self, state: str) -> bool:
        """Return whether the table allows the move."""
        return state in self.MOVES[self.state]


class Meeting(Slot):
    """One meeting of a cohort."""

    cohort = ParentalKey(Cohort, on_delete=models.CASCADE, related_name="meetings")

    class Meta(Slot.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the cohort's place."""
        zone: ZoneInfo = self.cohort.zone
        return zone

    @property
    def knows_zone(self) -> bool:
        """Whether its cohort is there: in the form of a new one it is not yet."""
        return "cohort" in self._state.fields_cache or self.cohort_id is not None


class CohortPlace(models.Model):
    """Somebody's place in a cohort. What was given up stays as a record."""

    class State(models.TextChoices):
        TAKEN = "taken", _("taken")
        GIVEN_UP = "given_up", _("given up")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="places")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cohort_places", verbose_name=_("learner")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.TAKEN)
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)
    ended_at = models.DateTimeField(_("given up"), null=True, blank=True)

    class Meta:
        ordering = ["user__name", "pk"]
        verbose_name = _("place in a cohort")
        verbose_name_plural = _("places in cohorts")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "user"], condition=Q(state="taken"), name="training_cohort_place_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class PresenceNote(models.Model):
    """That somebody was there from a moment to another. Never changed: a wrong one is struck out with a reason."""

    place = models.ForeignKey(CohortPlace, on_delete=models.PROTECT, related_name="presence")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why it was struck out"), max_length=300, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("note of presence")
        verbose_name_plural = _("notes of presence")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="training_presence_ends_later"),
            models.CheckConstraint(
                condition=Q(struck_at=None) | (~Q(reason="") & Q(struck_by__isnull=False)),
                name="training_presence_struck_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.starts_at.isoformat()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; raises ValueError where anything would change but that it is struck out."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"struck_at", "struck_by", "reason"}:
            raise ValueError("A note of presence never changes.")
        super().save(*args, **kwargs)

    @property
    def span(self) -> Span:
        """The time it covers."""
        return Span(self.starts_at, self.ends_at)
