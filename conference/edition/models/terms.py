"""What a person gets back who cancels."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.edition import refunds
from conference.edition.models.editions import Edition
from core.money import ZERO


class CancellationTermQuerySet(models.QuerySet["CancellationTerm"]):
    """Reads of terms."""

    def in_order(self) -> "CancellationTermQuerySet":
        """Order by the last day they hold; the one without an end comes last."""
        return self.order_by(F("until").asc(nulls_last=True))

    def refund_due(self, paid: Decimal, on: date) -> Decimal:
        """Return what one place gets back of the amount paid when cancelled on a day at the venue."""
        return refunds.refund_due([term.rule for term in self.in_order()], paid, on)


class CancellationTerm(models.Model):
    """Until a day, what is refunded; without a day, from then on."""

    class Refund(models.TextChoices):
        PERCENT = "percent", _("percent of the amount paid")
        FULL_LESS_FEE = "full_less_fee", _("in full less a fee")
        NONE = "none", _("none")

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="cancellation_terms", verbose_name=_("edition")
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day; empty: from then on."))
    refund = models.CharField(_("refund"), max_length=14, choices=Refund)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0, validators=[MaxValueValidator(100)])
    fee = models.DecimalField(
        _("fee"), max_digits=12, decimal_places=2, default=ZERO, validators=[MinValueValidator(ZERO)]
    )
    text = models.CharField(_("remark"), max_length=300, blank=True)

    objects = CancellationTermQuerySet.as_manager()

    class Meta:
        ordering = [F("until").asc(nulls_last=True)]
        verbose_name = _("cancellation term")
        verbose_name_plural = _("cancellation terms")
        constraints = [
            models.UniqueConstraint(fields=["edition", "until"], name="conference_term_once_a_day"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(until=None), name="conference_term_without_an_end_once"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="conference_term_percent_at_most_100"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="conference_term_fee_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.until or '…'}: {self.rule.words()}"

    @property
    def rule(self) -> refunds.RefundRule:
        """The term as a plain value."""
        return refunds.RefundRule(
            until=self.until, kind=refunds.Kind(self.refund), percent=self.percent, fee=self.fee, text=self.text
        )
