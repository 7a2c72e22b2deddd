"""A body's rules for credit, as versioned data with their source."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CreditSchemeQuerySet(models.QuerySet["CreditScheme"]):
    """Reads of schemes."""

    def newest(self, code: str) -> "CreditScheme | None":
        """Return the last version of a scheme."""
        return self.filter(code=code).order_by("-version").first()


class CreditScheme(models.Model):
    """One version of a scheme's arithmetic. A version that was used is not changed: new rules are a new version."""

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=200)
    unit_minutes = models.PositiveSmallIntegerField(_("minutes in an hour of credit"), default=60)
    step_minutes = models.PositiveSmallIntegerField(_("smallest step in minutes"), default=15)
    partial_credit = models.BooleanField(_("credit for a part of a session"), default=False)
    needs_evaluation = models.BooleanField(_("evaluation comes first"), default=False)
    license_field = models.CharField(_("number asked of the person"), max_length=120, blank=True)
    verified = models.BooleanField(_("verified against the body's own rules"), default=False)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

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
        ]

    def __str__(self) -> str:
        return self.code
