"""Attempts, who has more time or more of them, and keys corrected afterwards."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.codes import public_id
from core.fields import EncryptedTextField
from training.courses.models import Course, CourseVersion
from training.enrollment.models import Enrollment


class Attempt(models.Model):
    """One attempt. `seed` fixes which questions it asks, and their order: the paper can be drawn again years later.

    What was answered never changes once it is handed in, nor is a pass taken back; points follow corrected keys, and
    each `Regrade` keeps what they were. `late_answers` arrived after the time and its grace: kept, not counted.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    seed = models.PositiveBigIntegerField()
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    due_at = models.DateTimeField(_("time ends"), null=True, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True)
    answers = models.JSONField(default=dict)
    late_answers = models.JSONField(default=dict, blank=True)
    points = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    possible = models.PositiveIntegerField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["enrollment", "number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "number"], name="training_attempt_once"),
            models.UniqueConstraint(
                fields=["enrollment"], condition=Q(submitted_at=None), name="training_one_open_attempt"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, passed=None)
                | Q(submitted_at__isnull=False, passed__isnull=False, points__isnull=False, possible__isnull=False),
                name="training_graded_when_submitted",
            ),
            models.CheckConstraint(condition=Q(points=None) | Q(points__lte=models.F("possible")),
                                   name="training_points_at_most"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0), name="training_points_at_least"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enrollment_id}/{self.number}"


class Accommodation(models.Model):
    """More time or more attempts for one person, in one course or in all. Why is for staff alone, encrypted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accommodations", verbose_name=_("learner")
    )
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accommodations",
        verbose_name=_("course"),
        help_text=_("Leave it empty for every course."),
    )
    time_percent = models.PositiveSmallIntegerField(
        _("time in percent"),
        default=100,
        validators=[MinValueValidator(100), MaxValueValidator(1000)],
        help_text=_("150 means half as much time again."),
    )
    extra_attempts = models.PositiveSmallIntegerField(
        _("attempts more than others"), default=0, validators=[MaxValueValidator(100)]
    )
    reason = EncryptedTextField(
        _("reason"), help_text=_("What it rests on, such as a letter and its date; no diagnosis. Kept encrypted.")
    )
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="training_accommodation_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(course=None), name="training_accommodation_for_all"),
            models.CheckConstraint(
                condition=Q(time_percent__gte=100, time_percent__lte=1000), name="training_accommodation_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.time_percent} %, +{self.extra_attempts}"


class ExtraAttempt(models.Model):
    """Another attempt that an instructor gave after the last."""

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="extra_attempts", verbose_name=_("enrolment")
    )
    reason = models.CharField(_("reason"), max_length=300)
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("attempt granted")
        verbose_name_plural = _("attempts granted")

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.granted_at:%Y-%m-%d}"


class KeyCorrection(models.Model):
    """A key that was wrong in a published version, and what it is instead. The version itself never changes."""

    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="corrections")
    code = models.CharField(_("question"), max_length=40)
    before = models.JSONField(_("key before"))
    after = models.JSONField(_("key now"))
    reason = models.CharField(_("reason"), max_length=300)
    applied_at = models.DateTimeField(_("applied"), auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("corrected key")
        verbose_name_plural = _("corrected keys")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.code}"


class Regrade(models.Model):
    """What a corrected key made of one attempt, and what it was worth before."""

    correction = models.ForeignKey(KeyCorrection, on_delete=models.PROTECT, related_name="regrades")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regrades")
    points_before = models.DecimalField(max_digits=10, decimal_places=4)
    points_after = models.DecimalField(max_digits=10, decimal_places=4)
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("regraded attempt")
        verbose_name_plural = _("regraded attempts")
        constraints = [
            models.UniqueConstraint(fields=["correction", "attempt"], name="training_regraded_once"),
            models.CheckConstraint(
                condition=Q(passed_before=False) | Q(passed_after=True), name="training_pass_never_taken"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.points_before} > {self.points_after}"
