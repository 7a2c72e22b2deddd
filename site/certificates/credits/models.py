"""What somebody claims, and what they were credited: stored with its derivation, never changed, superseded instead."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.credits.derivation import sentences
from certificates.schemes.models import CreditScheme
from core.codes import public_id
from core.fields import EncryptedTextField


class Claim(models.Model):
    """A scheme under which somebody wants credit, with the number its body asks for, and their own goal."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credit_claims")
    scheme_code = models.CharField(_("scheme"), max_length=40)
    licence = EncryptedTextField(_("number"), blank=True)
    goal = models.DecimalField(
        _("hours needed"), max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cycle_starts = models.DateField(_("cycle begins"), null=True, blank=True)
    cycle_ends = models.DateField(_("cycle ends"), null=True, blank=True)

    class Meta:
        ordering = ["scheme_code"]
        verbose_name = _("claim of credit")
        verbose_name_plural = _("claims of credit")
        constraints = [
            models.UniqueConstraint(fields=["user", "scheme_code"], name="certificates_claim_once"),
            models.CheckConstraint(
                condition=Q(cycle_starts=None) | Q(cycle_ends=None) | Q(cycle_ends__gt=models.F("cycle_starts")),
                name="certificates_cycle_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.scheme_code


class CreditQuerySet(models.QuerySet["Credit"]):
    """Reads of credits."""

    def of(self, user: Any) -> "CreditQuerySet":
        """Keep a person's own."""
        return self.filter(holder=user)

    def standing(self) -> "CreditQuerySet":
        """Keep those that count."""
        return self.filter(state=Credit.State.STANDING)


class Credit(models.Model):
    """One activity credited under one version of a scheme. Corrections are credits of their own that supersede it."""

    class State(models.TextChoices):
        STANDING = "standing", _("valid")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="credits", verbose_name=_("holder")
    )
    # Who without an account, and what: names that conference and training give and alone understand.
    holder_key = models.CharField(max_length=80, db_index=True)
    source = models.CharField(max_length=120, db_index=True)
    scheme = models.ForeignKey(CreditScheme, on_delete=models.PROTECT, related_name="awarded", verbose_name=_("scheme"))
    scheme_code = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("certification or provider number"), max_length=80, blank=True)
    sub_field = models.CharField(_("sub-field"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    minutes = models.DecimalField(_("minutes that count"), max_digits=9, decimal_places=4)
    amount = models.DecimalField(_("credit for attending"), max_digits=9, decimal_places=4)
    speaking_amount = models.DecimalField(_("credit for speaking"), max_digits=9, decimal_places=4, default=0)
    derivation = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDING)
    reason = models.CharField(_("why it changed"), max_length=200, blank=True)
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    awarded_at = models.DateTimeField(_("awarded"), auto_now_add=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        ordering = ["scheme_code", "starts_at", "pk"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(
                fields=["holder_key", "scheme_code", "source"],
                condition=Q(state="standing"),
                name="certificates_credit_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, speaking_amount__gte=0, minutes__gte=0), name="certificates_credit_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_code} {self.total.normalize():f}"

    @property
    def total(self) -> Decimal:
        """Both amounts together, in the scheme's hours."""
        return self.amount + self.speaking_amount

    @property
    def sentences(self) -> list[str]:
        """The derivation, as sentences."""
        return sentences(self.derivation)
