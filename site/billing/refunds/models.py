"""A refund through Stripe, from the wish to Stripe's word."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from core.codes import public_id


class RefundQuerySet(models.QuerySet["Refund"]):
    """Reads of refunds."""

    def pending(self) -> "RefundQuerySet":
        """Keep what was asked for and is not in the ledger yet."""
        return self.filter(state__in=[Refund.State.REQUESTED, Refund.State.PENDING])


class Refund(models.Model):
    """Money asked back for an order. The ledger is written when Stripe says that it went out."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        PENDING = "pending", _("on its way")
        SUCCEEDED = "succeeded", _("paid back")
        FAILED = "failed", _("failed")

    MOVES: dict[str, tuple[str, ...]] = {
        State.REQUESTED: (State.PENDING, State.SUCCEEDED, State.FAILED),
        State.PENDING: (State.SUCCEEDED, State.FAILED),
        # A bank may return the money days later.
        State.SUCCEEDED: (State.FAILED,),
        State.FAILED: (),
    }

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    payment_intent = models.CharField(max_length=120)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    key = models.CharField(max_length=120, unique=True)
    idempotency_key = models.CharField(max_length=40, unique=True, default=public_id, editable=False)
    stripe_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="billing_refund_amount_positive")]

    def __str__(self) -> str:
        return f"{self.amount} ({self.get_state_display()})"

    def move_to(self, state: str) -> bool:
        """Change the state in memory if that is news; return whether it was."""
        if state not in self.MOVES[self.state]:
            return False
        self.state = state
        return True
