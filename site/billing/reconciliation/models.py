"""Stripe's balance as we have read it, and what a comparison found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import BookRow, BookRowQuerySet, Order
from core.codes import public_id


class StripeMovement(BookRow):
    """One of Stripe's balance transactions: gross, fee and net, as Stripe counts them, stored once."""

    stripe_id = models.CharField(max_length=120, unique=True)
    type = models.CharField(_("type"), max_length=40)
    source = models.CharField(_("source"), max_length=120, blank=True)
    payment_intent = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    fee = models.DecimalField(_("fee"), max_digits=12, decimal_places=2)
    net = models.DecimalField(_("net"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    happened_at = models.DateTimeField(_("at"))

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("movement at Stripe")
        verbose_name_plural = _("movements at Stripe")

    def __str__(self) -> str:
        return f"{self.type} {self.stripe_id}"


class Reconciliation(models.Model):
    """One comparison of a period, run by a task; its result stays."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(_("progress, %"), default=0)
    error = models.CharField(_("error"), max_length=120, blank=True)
    summary = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="billing_reconciliation_period"),
            models.UniqueConstraint(
                fields=["since", "until"],
                condition=Q(state__in=["waiting", "running"]),
                name="billing_reconciliation_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class Difference(models.Model):
    """What one comparison found."""

    class Kind(models.TextChoices):
        NOT_THERE = "not_there", _("here, not at Stripe")
        NOT_HERE = "not_here", _("at Stripe, not here")
        AMOUNT = "amount", _("other amount")
        CURRENCY = "currency", _("other currency")
        FEE = "fee", _("other fee than agreed")

    class What(models.TextChoices):
        CHARGE = "charge", _("charge")
        REFUND = "refund", _("refund")
        DISPUTE = "dispute", _("dispute")
        PAYOUT = "payout", _("payout")

    run = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(_("difference"), max_length=10, choices=Kind)
    what = models.CharField(_("what"), max_length=8, choices=What)
    reference = models.CharField(_("Stripe's id"), max_length=120)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ours = models.DecimalField(_("here"), max_digits=12, decimal_places=2, null=True, blank=True)
    theirs = models.DecimalField(_("at Stripe"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    happened_on = models.DateField(_("on"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("difference")
        verbose_name_plural = _("differences")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
