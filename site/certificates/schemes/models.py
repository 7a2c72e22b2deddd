"""A body's rules for credit, as versioned data with their source."""

from fractions import Fraction
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.schemes.arithmetic import Rounding, Rules

POSITIVE = [MinValueValidator(1)]


class SchemeInUse(Exception):
    """A version that something stands on is not changed; other rules are its next version."""


class CreditSchemeQuerySet(models.QuerySet["CreditScheme"]):
    """Reads of schemes."""

    def newest(self, code: str) -> "CreditScheme | None":
        """Return the last version of a scheme."""
        return self.filter(code=code).order_by("-version").first()

    def current(self) -> "CreditSchemeQuerySet":
        """Keep the last version of each scheme."""
        later = CreditScheme.objects.filter(code=models.OuterRef("code"), version__gt=models.OuterRef("version"))
        return self.exclude(models.Exists(later))


class CreditScheme(models.Model):
    """One version of a scheme. A version that was used is not changed: new rules are a new version."""

    # What decides about amounts; everything else may be corrected in place.
    ARITHMETIC: ClassVar[tuple[str, ...]] = (
        "code", "version", "unit_minutes", "step_minutes", "rounding", "partial_credit", "grace_minutes",
        "minimum_percent", "needs_evaluation", "needs_test", "speaker_multiplier", "subtract_speaking",
        "registered_before",
    )  # fmt: skip

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=200)
    unit_minutes = models.PositiveSmallIntegerField(_("minutes in an hour of credit"), default=60, validators=POSITIVE)
    step_minutes = models.PositiveSmallIntegerField(_("smallest step in minutes"), default=15, validators=POSITIVE)
    rounding = models.CharField(_("rounding"), max_length=8, choices=Rounding, default=Rounding.DOWN)
    partial_credit = models.BooleanField(_("credit for a part of a session"), default=False)
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes that may be missed"), default=0, help_text=_("Where a part of a session earns nothing.")
    )
    minimum_percent = models.DecimalField(
        _("presence needed, in percent"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Of the session's creditable minutes, compared exactly; 0 where the body names none."),
    )
    needs_evaluation = models.BooleanField(_("evaluation comes first"), default=False)
    needs_test = models.BooleanField(_("test comes first"), default=False)
    speaker_multiplier = models.PositiveSmallIntegerField(
        _("speaking time counts so many times"), default=0, help_text=_("0 where speaking earns nothing of its own.")
    )
    subtract_speaking = models.BooleanField(_("speaking time is no attendance"), default=False)
    registered_before = models.BooleanField(_("only for those registered before it begins"), default=False)
    sub_fields = models.JSONField(_("sub-fields"), default=list, blank=True)
    license_field = models.CharField(_("number asked of the person"), max_length=120, blank=True)
    roster_columns = models.JSONField(_("columns of the roster"), default=list, blank=True)
    request_days_before = models.PositiveSmallIntegerField(
        _("approval asked for so many days before"), null=True, blank=True
    )
    roster_days_after = models.PositiveSmallIntegerField(_("roster due so many days after"), null=True, blank=True)
    retention_years = models.PositiveSmallIntegerField(_("years that records are kept"), default=4)
    verified = models.BooleanField(_("verified against the body's own rules"), default=False)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_date = models.DateField(_("source read on"), null=True, blank=True)

    objects = CreditSchemeQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        verbose_name = _("credit scheme")
        verbose_name_plural = _("credit schemes")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="certificates_scheme_version_once"),
            models.CheckConstraint(
                condition=Q(unit_minutes__gt=0, step_minutes__gt=0), name="certificates_scheme_minutes_positive"
            ),
            models.CheckConstraint(
                condition=Q(minimum_percent__gte=0, minimum_percent__lte=100), name="certificates_scheme_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; raises SchemeInUse where that would change the arithmetic of a version that was used."""
        if self.pk is not None:
            before = CreditScheme.objects.filter(pk=self.pk).values(*self.ARITHMETIC).first()
            changed = before and any(before[name] != getattr(self, name) for name in self.ARITHMETIC)
            if changed and self.is_used:
                raise SchemeInUse(str(self))
        super().save(*args, **kwargs)

    @property
    def is_used(self) -> bool:
        """Whether anything stands on this version: a session's credit, a person's, a certificate."""
        relations = [relation for relation in self._meta.related_objects if relation.one_to_many]
        return any(getattr(self, str(relation.get_accessor_name())).exists() for relation in relations)

    @property
    def rules(self) -> Rules:
        """Its arithmetic as plain data."""
        return Rules(
            unit_minutes=self.unit_minutes,
            step_minutes=self.step_minutes,
            rounding=self.rounding,
            partial_credit=self.partial_credit,
            grace_minutes=self.grace_minutes,
            minimum_percent=Fraction(self.minimum_percent),
            needs_evaluation=self.needs_evaluation,
            needs_test=self.needs_test,
            speaker_multiplier=self.speaker_multiplier,
            subtract_speaking=self.subtract_speaking,
            registered_before=self.registered_before,
        )
