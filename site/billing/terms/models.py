"""The one row of terms that invoices, reminders and late fees follow."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.money import ZERO


def default_reminders() -> list[int]:
    """Return the days after an invoice's issue on which its billing contact is reminded."""
    return [30, 45, 60]


class PaymentTerms(models.Model):
    """When invoices are due, when reminders go out, what lateness costs. Nothing here ever cancels an order."""

    net_days = models.PositiveSmallIntegerField(
        _("days until an invoice is due"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    reminder_days = models.JSONField(_("reminders, days after the invoice"), default=default_reminders)
    late_after_days = models.PositiveSmallIntegerField(
        _("days after the due date from which a late fee may be charged"),
        default=60,
        validators=[MaxValueValidator(730)],
    )
    late_fee = models.DecimalField(_("late fee, fixed"), max_digits=8, decimal_places=2, default=ZERO)
    late_fee_percent = models.DecimalField(
        _("late fee, % of the balance"), max_digits=5, decimal_places=2, default=ZERO
    )
    late_sentence = models.CharField(
        _("sentence on invoices about late payment"), max_length=300, blank=True, default=""
    )
    card_fee_percent = models.DecimalField(
        _("agreed card fee, %"), max_digits=5, decimal_places=3, default=Decimal("2.9")
    )
    card_fee_fixed = models.DecimalField(
        _("agreed card fee, fixed"), max_digits=6, decimal_places=2, default=Decimal("0.30")
    )

    class Meta:
        verbose_name = _("terms of payment")
        verbose_name_plural = _("terms of payment")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="billing_terms_one_row"),
            models.CheckConstraint(
                condition=Q(late_fee__gte=0, late_fee_percent__gte=0, card_fee_percent__gte=0, card_fee_fixed__gte=0),
                name="billing_terms_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Terms of payment"))


def current_terms() -> PaymentTerms:
    """Return the terms, those of the model's defaults until somebody sets them."""
    return PaymentTerms.objects.filter(pk=1).first() or PaymentTerms(pk=1)
