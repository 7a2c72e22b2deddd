"""A mass refund and what became of each order."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from conference.edition.models import Edition


class MassRefund(models.Model):
    """The cancelled edition, who ordered it, and whether it is through. One an edition, ever."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="mass_refund", verbose_name=_("edition")
    )
    message = models.TextField(_("what people are told"), max_length=2000)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mass refund")
        verbose_name_plural = _("mass refunds")

    def __str__(self) -> str:
        return str(self.edition)


class MassRefundEntry(models.Model):
    """One order of it: written before the work begins, so that what is left is known at any moment."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    mass_refund = models.ForeignKey(MassRefund, on_delete=models.PROTECT, related_name="entries")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="mass_refund_entry")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    # What was owed back when it was cancelled, and what of it no card or credit could take.
    amount = models.DecimalField(_("to be paid back"), max_digits=12, decimal_places=2, default=0)
    by_hand = models.DecimalField(_("by hand"), max_digits=12, decimal_places=2, default=0)
    problem = models.CharField(_("problem"), max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("order of a mass refund")
        verbose_name_plural = _("orders of a mass refund")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0, by_hand__gte=0), name="conference_mass_refund_amounts")
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.get_state_display()}"
