"""Who buys, how it is paid, and what is agreed to."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from billing.orders.inputs import BillTo, Buyer
from billing.orders.models import Order
from conference.edition.models import Edition
from core.files.services import read_upload
from people.countries import CountryChoiceField

Method = Order.Method


class ReviewForm(forms.Form):
    """The last page before paying. `expected_total` is what the buyer saw; a price that changed is shown anew."""

    buyer_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    buyer_email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("Confirmation and documents go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    method = forms.ChoiceField(label=_("How will you pay?"), widget=forms.RadioSelect)
    billing_agency = forms.CharField(label=_("Agency or company"), max_length=200, required=False)
    billing_name = forms.CharField(label=_("Billing contact"), max_length=200, required=False)
    billing_email = forms.EmailField(
        label=_("Billing e-mail"), max_length=254, required=False, help_text=_("Invoices and reminders go there.")
    )
    billing_address = forms.CharField(
        label=_("Billing address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    billing_country = CountryChoiceField(label=_("Billing country"), required=False)
    billing_tax_id = forms.CharField(label=_("Tax id"), max_length=40, required=False)
    po_number = forms.CharField(
        label=_("Purchase order number"),
        max_length=60,
        required=False,
        help_text=_("Now, or later on the order's page."),
    )
    po_file = forms.FileField(
        label=_("Purchase order as a file"), required=False, help_text=_("PDF, JPEG or PNG up to 10 MB; now or later.")
    )
    consent_conduct = forms.BooleanField(
        label=_("Everybody named here keeps to the code of conduct."),
        error_messages={"required": _("Without agreeing to the code of conduct nobody can take part.")},
    )
    consent_confidentiality = forms.BooleanField(
        label=_("Everybody named here keeps case material and other attendees' presence confidential."),
        error_messages={"required": _("Without agreeing to confidentiality nobody can take part.")},
    )
    expected_total = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2)

    NEEDED_FOR_INVOICE = {
        "billing_name": _("Write whom the invoice is addressed to."),
        "billing_email": _("Write where the invoice goes."),
        "billing_address": _("Write the address that stands on the invoice."),
    }

    def __init__(self, *args: Any, edition: Edition, total: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total
        self.fields["method"].choices = list(self._methods(edition, total))  # type: ignore[attr-defined]
        if total == 0:
            del self.fields["method"], self.fields["po_number"], self.fields["po_file"]
        elif not edition.accepts_purchase_order:
            del self.fields["po_number"], self.fields["po_file"]

    @staticmethod
    def _methods(edition: Edition, total: Decimal) -> Any:
        if edition.accepts_card:
            yield Method.CARD, _("Card, now")
        if edition.accepts_purchase_order:
            yield Method.PURCHASE_ORDER, _("Purchase order of an agency")
        if edition.accepts_bank_transfer:
            yield Method.BANK_TRANSFER, _("Bank transfer, on an invoice")
        if edition.accepts_check:
            yield Method.CHECK, _("Check, on an invoice")

    def clean_po_file(self) -> Any:
        upload = self.cleaned_data["po_file"]
        return (upload.name, *read_upload(upload)) if upload else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("method") in Order.PROMISES:
            for field, sentence in self.NEEDED_FOR_INVOICE.items():
                if field not in self.errors and not values.get(field):
                    self.add_error(field, sentence)
        expected = values.get("expected_total")
        if expected is not None and expected != self.total:
            raise ValidationError(
                _("The prices changed while you were filling in the form. Look at the new total and confirm again."),
                code="price_changed",
            )
        return values

    @property
    def payment_method(self) -> str:
        """The valid choice; an order without anything to pay has none."""
        return str(self.cleaned_data.get("method") or Method.NONE)

    @property
    def buyer(self) -> Buyer:
        """Who places the order."""
        return Buyer(
            name=" ".join(self.cleaned_data["buyer_name"].split()), email=self.cleaned_data["buyer_email"].lower()
        )

    @property
    def bill_to(self) -> BillTo:
        """Whom the documents are addressed to."""
        values = self.cleaned_data
        return BillTo(
            name=values["billing_name"],
            agency=values["billing_agency"],
            address=values["billing_address"],
            country=values["billing_country"],
            email=values["billing_email"].lower(),
            tax_id=values["billing_tax_id"],
            reference=values.get("po_number", ""),
        )
