"""A money matter that waits for a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order


class FinanceCaseQuerySet(models.QuerySet["FinanceCase"]):
    """Reads of the queue."""

    def open(self) -> "FinanceCaseQuerySet":
        """Keep what nobody has settled."""
        return self.filter(state=FinanceCase.State.OPEN)


class FinanceCase(models.Model):
    """What is wrong, with which order, and how it was settled. `details` holds amounts and ids, never a person."""

    class Kind(models.TextChoices):
        PAID_NO_PLACE = "paid_no_place", _("paid, no place")
        AMOUNT_MISMATCH = "amount_mismatch", _("amount differs")
        OVERPAID = "overpaid", _("paid too much")
        UNKNOWN_PAYMENT = "unknown_payment", _("payment of no known order")
        REFUND_FAILED = "refund_failed", _("refund failed")
        LATE_PAYMENT = "late_payment", _("paid after the order ended")
        DISPUTE = "dispute", _("disputed by the card holder")
        DIFFERENCE = "difference", _("differs from Stripe")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RESOLVED = "resolved", _("settled")

    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    # Stripe's id of what it is about, or the order's number: a repeated cause opens no second case.
    reference = models.CharField(_("reference"), max_length=120)
    details = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    resolution = models.TextField(_("how it was settled"), max_length=1000, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(_("settled"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = FinanceCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("finance case")
        verbose_name_plural = _("finance cases")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "reference"], condition=Q(state="open"), name="billing_case_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
