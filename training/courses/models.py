"""Courses as editors work on them, and their published versions, which never change."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField

from training.courses.blocks import LessonBlock
from training.courses.months import months_after
from training.courses.rules import Match, usual_needs
from training.questions.models import CODE

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


def usual_delivery() -> list[str]:
    """Return how a course is taken unless somebody says otherwise."""
    return ["self_paced"]


class CourseQuerySet(models.QuerySet["Course"]):
    """Reads of courses."""

    def published(self) -> "CourseQuerySet":
        """Keep those that have a version people can take."""
        return self.filter(current__isnull=False)


class Course(ClusterableModel):
    """One course of the catalogue, as it is worked on. What learners take is its current version."""

    class Level(models.TextChoices):
        INTRODUCTORY = "introductory", _("introductory")
        INTERMEDIATE = "intermediate", _("intermediate")
        ADVANCED = "advanced", _("advanced")

    class Audience(models.TextChoices):
        OPEN = "open", _("everybody")
        AGENCY_STAFF = "agency_staff", _("staff of agencies")
        GOVERNMENT = "government", _("government")
        SWORN = "sworn_only", _("sworn officers")

    class Delivery(models.TextChoices):
        SELF_PACED = "self_paced", _("at one's own pace")
        COHORT = "cohort", _("with an instructor, in a group")
        ON_SITE = "on_site_visit", _("on a visit")

    class Review(models.TextChoices):
        SAMPLE = "draft_sample", _("draft sample, not reviewed")
        DRAFT = "draft", _("not reviewed yet")
        REVIEWED = "reviewed", _("reviewed")

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[CODE])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.INTRODUCTORY)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.OPEN)
    delivery = models.JSONField(_("delivery"), default=usual_delivery)
    minutes = models.PositiveSmallIntegerField(_("minutes to work through"), validators=[MinValueValidator(1)])
    credit_minutes = models.PositiveSmallIntegerField(_("creditable minutes"), default=0)
    credits = models.JSONField(_("credit sought"), default=list, blank=True)
    objectives = models.JSONField(_("objectives"), default=list, blank=True)
    references = models.JSONField(_("references"), default=list, blank=True)
    completion_match = models.CharField(_("is complete when"), max_length=3, choices=Match.choices, default=Match.ALL)
    completion_needs = models.JSONField(_("conditions"), default=usual_needs)
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="leads_to", verbose_name=_("prerequisites")
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    price = models.DecimalField(_("price for one"), max_digits=12, decimal_places=2, default=Decimal(0))
    seat_price = models.DecimalField(
        _("price of an agency's seat"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    minimum_seats = models.PositiveSmallIntegerField(_("seats an agency buys at least"), default=1)
    valid_days = models.PositiveSmallIntegerField(_("days to finish"), default=365)
    reviewer = models.CharField(_("subject expert"), max_length=200, blank=True)
    legal_reviewer = models.CharField(_("counsel"), max_length=200, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_due_months = models.PositiveSmallIntegerField(_("legal review due after months"), default=12)
    certificate_months = models.PositiveSmallIntegerField(
        _("certificate valid for months"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Empty where it never expires. Who renews it takes the course again; the first certificate stays."),
    )  # fmt: skip
    review_state = models.CharField(_("review"), max_length=20, choices=Review.choices, default=Review.DRAFT)
    current = models.ForeignKey(
        "CourseVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def deliveries(self) -> list[str]:
        """How it is taken, in words."""
        return [str(kind.label) for kind in self.Delivery if kind in self.delivery]

    @property
    def review_due_on(self) -> date | None:
        """The day by which counsel has to look at it again; None where nobody has reviewed it yet."""
        return months_after(self.reviewed_on, self.review_due_months) if self.reviewed_on else None

    @property
    def is_review_overdue(self) -> bool:
        """Whether the legal review has run out."""
        return self.review_due_on is not None and self.review_due_on < timezone.localdate()

    @property
    def slug(self) -> str:
        """The last part of the course's address."""
        return self.code.lower()


class Lesson(models.Model):
    """One lesson of a course as it is worked on."""

    class Completion(models.TextChoices):
        VIEWED = "viewed_to_end", _("read to the end")
        ACKNOWLEDGED = "acknowledged", _("read and acknowledged")

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="lessons")
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    sort_order = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    section = models.CharField(
        _("section"), max_length=120, blank=True, help_text=_("Lessons in a row with the same one stand under it.")
    )
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1)])
    completion = models.CharField(
        _("is done when"), max_length=20, choices=Completion.choices, default=Completion.VIEWED
    )
    restricted = models.BooleanField(
        _("restricted"), default=False,
        help_text=_("Only for readers whose clearance is verified; it bears their name, and each view is logged."),
    )  # fmt: skip
    body = StreamField(LessonBlock(), blank=True, verbose_name=_("body"))

    # Where the admin keeps the order that is made by drag or by the buttons.
    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="training_lesson_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Quiz(models.Model):
    """How a course is examined; its questions are the course's, all of them or what `blueprint` draws.

    `blueprint` is a list of `{"count", "category", "tag", "difficulty"}`, of which only the count has to be there.
    """

    class Moment(models.TextChoices):
        NEVER = "never", _("never")
        DURING = "during", _("at once, while it is answered")
        AFTER_ATTEMPT = "after_attempt", _("after each attempt")
        AFTER_PASSING = "after_passing", _("once passed")
        AT_END = "at_end", _("once passed, or after the last attempt")

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="quiz")
    pass_percent = models.PositiveSmallIntegerField(_("pass mark in percent"), default=75, validators=PERCENT)
    max_attempts = models.PositiveSmallIntegerField(_("attempts"), default=3, validators=[MinValueValidator(1)])
    wait_minutes = models.PositiveIntegerField(_("minutes to wait between attempts"), default=0)
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("minutes for an attempt"), default=0, help_text=_("0 means no limit.")
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("seconds of grace"),
        default=60,
        help_text=_("What arrives so long after the end still counts: slow networks are nobody's fault."),
    )
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=True)
    shuffle_choices = models.BooleanField(_("shuffle the choices"), default=True)
    blueprint = models.JSONField(_("draw"), default=list, blank=True)
    show_score = models.CharField(
        _("points are shown"), max_length=20, choices=Moment.choices, default=Moment.AFTER_ATTEMPT
    )
    show_right = models.CharField(
        _("right and wrong are shown"), max_length=20, choices=Moment.choices, default=Moment.AFTER_ATTEMPT
    )
    show_key = models.CharField(
        _("right answers are shown"), max_length=20, choices=Moment.choices, default=Moment.NEVER
    )
    explain = models.CharField(
        _("explanations and feedback are shown"),
        max_length=20,
        choices=Moment.choices,
        default=Moment.AFTER_ATTEMPT,
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="training_quiz_pass_mark"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course.code}: {self.pass_percent} %"


class CourseVersion(models.Model):
    """What a course was when it was published. Immutable: enrolments and attempts are pinned to it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions", verbose_name=_("course"))
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["course", "-number"]
        verbose_name = _("version of a course")
        verbose_name_plural = _("versions of courses")
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="training_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="training_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.course.code}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version; raises ValueError for one that is stored already."""
        if not self._state.adding:
            raise ValueError("A published version never changes.")
        super().save(*args, **kwargs)

    @property
    def lessons(self) -> list[dict[str, Any]]:
        """The lessons in order."""
        found: list[dict[str, Any]] = self.content["lessons"]
        return found

    @property
    def quiz(self) -> dict[str, Any] | None:
        """The quiz with its questions, None where nothing is asked."""
        found: dict[str, Any] | None = self.content["quiz"]
        return found


class LearningPath(models.Model):
    """Courses in the order in which somebody with a certain task takes them."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[CODE])
    title = models.CharField(_("title"), max_length=200)
    courses: "models.ManyToManyField[Course, PathStep]" = models.ManyToManyField(
        Course, through="PathStep", related_name="paths", verbose_name=_("courses")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")

    def __str__(self) -> str:
        return self.title


class PathStep(models.Model):
    """One course of a path."""

    path = models.ForeignKey(LearningPath, on_delete=models.CASCADE, related_name="steps")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["path", "course"], name="training_step_once")]

    def __str__(self) -> str:
        return f"{self.path.code}: {self.course.code}"
