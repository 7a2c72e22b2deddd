"""The purchase order behind an order."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from core.files.models import PrivateFile


class PurchaseOrder(models.Model):
    """An agency's promise: a number, later a file, decided by finance. It is never cancelled automatically."""

    class State(models.TextChoices):
        PROMISED = "promised", _("announced")
        SUBMITTED = "submitted", _("received")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    MOVES: dict[str, tuple[str, ...]] = {
        State.PROMISED: (State.SUBMITTED, State.APPROVED, State.REFUSED),
        State.SUBMITTED: (State.SUBMITTED, State.APPROVED, State.REFUSED),
        # A better one may be sent after a refusal.
        State.REFUSED: (State.SUBMITTED,),
        State.APPROVED: (),
    }

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="purchase_order")
    number = models.CharField(_("PO number"), max_length=60, blank=True)
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROMISED)
    submitted_at = models.DateTimeField(_("received"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("purchase order")
        verbose_name_plural = _("purchase orders")

    def __str__(self) -> str:
        return self.number or self.get_state_display()
