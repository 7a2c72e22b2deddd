"""What finance types to correct documents and payments of an order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from billing.invoices.models import Invoice
from billing.orders.admin.forms import ActForm, ReasonForm
from billing.orders.inputs import BillTo
from billing.orders.models import Order
from billing.payments.models import Transaction
from core.money import format_money

# What came by card goes back by card, what came out of a credit into it: neither is a typing error.
FIXED = (Transaction.Method.CARD, Transaction.Method.BALANCE)


def correctable(order: Order) -> list[Transaction]:
    """Return the payments by hand that were not taken back."""
    entries = list(order.transactions.order_by("pk"))
    undone = {entry.reference for entry in entries if entry.kind == Transaction.Kind.CORRECTION}
    by_hand = [entry for entry in entries if entry.kind == "payment" and entry.method not in FIXED]
    return [entry for entry in by_hand if f"#{entry.pk}" not in undone]


def reissuable(order: Order) -> list[Invoice]:
    """Return the invoices that no other stands for."""
    return list(order.invoices.standing().filter(kind=Invoice.Kind.INVOICE).order_by("pk"))


class CorrectionForm(ReasonForm):
    """Which payment was booked by mistake."""

    entry = forms.TypedChoiceField(label=_("Payment"), coerce=int)
    field_order = ["key", "entry", "reason"]

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(order, *args, **kwargs)
        self.entries = {entry.pk: entry for entry in correctable(order)}
        self.fields["entry"].choices = [  # type: ignore[attr-defined]
            (key, f"{entry.received_on}: {format_money(entry.amount, entry.currency)}, {entry.shown_reference}")
            for key, entry in self.entries.items()
        ]

    def clean_entry(self) -> Transaction:
        """Return the payment."""
        return self.entries[self.cleaned_data["entry"]]


class ReissueForm(ActForm):
    """Which invoice, and to whom it goes now."""

    invoice = forms.TypedChoiceField(label=_("Invoice"), coerce=int)
    name = forms.CharField(label=_("Billing contact"), max_length=200, required=False)
    agency = forms.CharField(label=_("Agency or company"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Billing address"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("", "–"), *countries], required=False)
    email = forms.EmailField(label=_("Billing e-mail"), max_length=254, required=False)
    tax_id = forms.CharField(label=_("Tax id"), max_length=40, required=False)
    reference = forms.CharField(label=_("PO number or reference"), max_length=60, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(order, *args, **kwargs)
        self.invoices = {invoice.pk: invoice for invoice in reissuable(order)}
        self.fields["invoice"].choices = [  # type: ignore[attr-defined]
            (key, f"{invoice.number}, {format_money(invoice.total, invoice.currency)}")
            for key, invoice in self.invoices.items()
        ]
        for name in BillTo.__dataclass_fields__:
            self.fields[name].initial = getattr(order, f"billing_{name}")

    def clean_invoice(self) -> Invoice:
        """Return the invoice."""
        return self.invoices[self.cleaned_data["invoice"]]

    def clean(self) -> dict[str, Any]:
        """Somebody must be named; add the addressee as one thing."""
        values: dict[str, Any] = super().clean() or {}
        billing = BillTo(**{name: values.get(name, "") for name in BillTo.__dataclass_fields__})
        if not billing.name and not billing.agency:
            raise forms.ValidationError(_("Name a person or an agency."))
        return values | {"billing": billing}
