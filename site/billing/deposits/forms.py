"""What finance types about a deposit and its parts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from billing.deposits.models import METHODS
from billing.orders.models import Order
from core.codes import public_id

CENT = Decimal("0.01")


def key_field() -> forms.CharField:
    """A key that makes a second click of the same page do nothing."""
    return forms.CharField(max_length=40, widget=forms.HiddenInput, initial=public_id)


def amount_field(label: Any, **more: Any) -> forms.DecimalField:
    """A positive amount of money."""
    return forms.DecimalField(label=label, max_digits=12, decimal_places=2, min_value=CENT, **more)


class DepositForm(forms.Form):
    """A check or transfer as it arrived."""

    key = key_field()
    amount = amount_field(_("Amount"))
    currency = forms.RegexField(r"^[A-Za-z]{3}$", label=_("Currency"), initial="USD")
    method = forms.ChoiceField(label=_("Method"), choices=METHODS)
    payer = forms.CharField(label=_("Paid by"), max_length=200, help_text=_("As it stands on the check."))
    reference = forms.CharField(label=_("Check number or bank reference"), max_length=200)
    received_on = forms.DateField(label=_("Received on"), widget=AdminDateInput, initial=timezone.localdate)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ReturnForm(forms.Form):
    """How much of the rest went back, and why."""

    key = key_field()
    amount = amount_field(_("Amount"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class UndoForm(forms.Form):
    """Which part went wrong, and why."""

    entry = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    reason = forms.CharField(label=_("Why it was wrong"), max_length=200)


class AllocationForm(forms.Form):
    """The parts: people to tick, whose lines are paid as far as they are open, and amounts for whole orders."""

    key = key_field()

    def __init__(self, choices: dict[Order, dict[Any, Decimal]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for order, lines in choices.items():
            self.fields[f"order-{order.pk}"] = amount_field(_("Another amount"), required=False)
            for line in lines:
                self.fields[f"line-{line.pk}"] = forms.BooleanField(required=False)

    def orders(self) -> dict[int, Decimal]:
        """Return the amounts typed for orders."""
        typed = {order.pk: self.cleaned_data[f"order-{order.pk}"] for order in self.choices}
        return {order: amount for order, amount in typed.items() if amount}

    def lines(self) -> dict[int, Decimal]:
        """Return the open amounts of the lines ticked."""
        found = {line.pk: left for lines in self.choices.values() for line, left in lines.items()}
        return {line: left for line, left in found.items() if self.cleaned_data[f"line-{line}"]}
