"""The ledger, the attempts to pay by card, and Stripe's events."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import BookRow, BookRowQuerySet, Order
from core.codes import public_id


class Transaction(BookRow):
    """Money that moved: in is positive, out negative. What an order was paid is the sum of these."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment")
        REFUND = "refund", _("refund")
        CHARGEBACK = "chargeback", _("chargeback")
        CORRECTION = "correction", _("correction")

    class Method(models.TextChoices):
        CARD = "card", _("card")
        BANK_TRANSFER = "bank_transfer", _("bank transfer")
        CHECK = "check", _("check")
        BALANCE = "balance", _("credit from an earlier order")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="transactions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    method = models.CharField(_("method"), max_length=16, choices=Method)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    # Stripe's id of the movement, or the key of the form it was typed into; unique, so that nothing is booked twice.
    provider_ref = models.CharField(_("Stripe reference"), max_length=120, null=True, blank=True, unique=True)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("booked by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    # The check or transfer that this is a part of, if it was allocated to several orders.
    deposit = models.ForeignKey(
        "billing.Deposit", null=True, blank=True, on_delete=models.PROTECT, related_name="transactions"
    )
    created_at = models.DateTimeField(_("booked"), default=timezone.now)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes = [models.Index(fields=["-created_at", "-id"], name="billing_transaction_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="billing_transaction_not_zero"),
            models.CheckConstraint(
                condition=~Q(kind="payment") | Q(amount__gt=0), name="billing_transaction_payment_is_positive"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["refund", "chargeback"]) | Q(amount__lt=0),
                name="billing_transaction_refund_is_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} {self.currency}"

    @property
    def shown_reference(self) -> str:
        """What people look a payment up by: the check's number, else Stripe's id."""
        return self.reference or self.provider_ref or ""


class CheckoutAttempt(models.Model):
    """One try to pay an order at Stripe's Checkout. The row is committed before Stripe is asked."""

    class State(models.TextChoices):
        CREATING = "creating", _("being created")
        OPEN = "open", _("open")
        PROCESSING = "processing", _("being processed")
        COMPLETED = "completed", _("completed")
        EXPIRED = "expired", _("expired")
        FAILED = "failed", _("failed")

    UNDECIDED = (State.CREATING, State.OPEN, State.PROCESSING)
    # Stripe's word is final in this order; a later event never moves an attempt back.
    MOVES: dict[str, tuple[str, ...]] = {
        State.CREATING: (State.OPEN, State.PROCESSING, State.COMPLETED, State.EXPIRED, State.FAILED),
        State.OPEN: (State.PROCESSING, State.COMPLETED, State.EXPIRED, State.FAILED),
        State.PROCESSING: (State.COMPLETED, State.FAILED),
        State.EXPIRED: (State.PROCESSING, State.COMPLETED),
        State.FAILED: (State.OPEN, State.PROCESSING, State.COMPLETED, State.EXPIRED),
        State.COMPLETED: (),
    }

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    idempotency_key = models.CharField(max_length=40, unique=True, default=public_id, editable=False)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    return_url = models.URLField(max_length=500)
    cancel_url = models.URLField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.CREATING)
    session_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    payment_intent = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order", "number"]
        verbose_name = _("card payment attempt")
        verbose_name_plural = _("card payment attempts")
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="billing_attempt_number_unique"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=["creating", "open", "processing"]),
                name="billing_attempt_one_undecided",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="billing_attempt_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"

    def move_to(self, state: str) -> bool:
        """Change the state in memory if that is news; return whether it was."""
        if state not in self.MOVES[self.state]:
            return False
        self.state = state
        return True


class StripeEvent(models.Model):
    """One event of Stripe's, stored once by its id, reduced to what was needed of it."""

    event_id = models.CharField(max_length=120, unique=True)
    type = models.CharField(max_length=80)
    created = models.DateTimeField(null=True)
    payload = models.JSONField(default=dict)
    outcome = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("Stripe event")
        verbose_name_plural = _("Stripe events")

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
