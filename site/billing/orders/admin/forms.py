"""What finance types when it acts on an order."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from billing.orders.models import Order
from billing.payments.models import Transaction
from core.codes import public_id
from core.money import ZERO

BY_HAND = [
    choice
    for choice in Transaction.Method.choices
    if choice[0] not in (Transaction.Method.CARD, Transaction.Method.BALANCE)
]


class ActForm(forms.Form):
    """An act on one order; `key` makes a second click of the same page do nothing."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=public_id)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order


def _amount(label: Any, help_text: Any = "", *, smallest: str = "0.01") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=2,
        min_value=forms.DecimalField().to_python(smallest),
        help_text=help_text,
    )


class CancelForm(ActForm):
    """Why, and what is paid back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For our records; the buyer does not see it.")
    )
    refund = _amount(_("Pay back"), _("What was paid beyond this is kept as a cancellation fee."), smallest="0")

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(order, *args, **kwargs)
        self.fields["refund"].initial = order.paid
        if order.paid <= ZERO:
            self.fields["refund"].initial = ZERO
            self.fields["refund"].widget = forms.HiddenInput()


class RefundForm(ActForm):
    """How much goes back to the card, and why."""

    amount = _amount(_("Amount"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class PaymentForm(ActForm):
    """What arrived by transfer or check."""

    amount = _amount(_("Amount"), _("In part or too much is fine: book what arrived."))
    method = forms.ChoiceField(label=_("Method"), choices=BY_HAND)
    received_on = forms.DateField(label=_("Received on"), widget=AdminDateInput, initial=timezone.localdate)
    reference = forms.CharField(label=_("Check number or bank reference"), max_length=120)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(order, *args, **kwargs)
        self.fields["amount"].initial = max(order.balance, ZERO) or None
        self.fields["method"].initial = order.method


class HandRefundForm(PaymentForm):
    """What was paid back by transfer or check."""

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(order, *args, **kwargs)
        self.fields["amount"].initial = max(-order.balance, ZERO) or None
        self.fields["amount"].help_text = ""
        self.fields["received_on"].label = _("Paid back on")


class ReasonForm(ActForm):
    """Only why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
