"""The last page of an order by phone: who calls, how it is paid, what was read out."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from billing.orders.models import Order
from conference.registration.forms import ReviewForm
from conference.registration.orderdesk.phone import Received

Method = Order.Method
BY_HAND = (Method.CHECK, Method.BANK_TRANSFER)


class PhoneForm(ReviewForm):
    """The buyer's own last page, in words for whoever takes the call; what came already is finance's to say."""

    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    codes = forms.CharField(
        label=_("Discount codes"), required=False, max_length=400, help_text=_("Several with spaces between them.")
    )
    received_on = forms.DateField(
        label=_("Check or transfer received on"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Only if the money is there already: the whole order is booked as paid."),
    )
    received_reference = forms.CharField(label=_("Check number or bank reference"), required=False, max_length=120)
    field_order = ["codes", "buyer_name", "buyer_email", "language", "method", "po_number"]

    LABELS = {
        "buyer_name": _("Caller's name"),
        "buyer_email": _("Caller's e-mail"),
        "method": _("How will the caller pay?"),
        "consent_conduct": _("It was read out, and the caller agrees: everybody named keeps to the code of conduct."),
        "consent_confidentiality": _(
            "It was read out, and the caller agrees: everybody named keeps case material and other attendees' presence"
            " confidential."
        ),
    }

    def __init__(self, *args: Any, may_book: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("po_file", None)
        for name, label in self.LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        if "po_number" in self.fields:
            self.fields["po_number"].help_text = _("If the caller knows it already.")
        if "method" in self.fields:
            labels = {Method.CARD: _("Card: a link to pay is sent by mail, the places are held for three days")}
            choices = self.fields["method"].choices  # type: ignore[attr-defined]
            self.fields["method"].choices = [(key, labels.get(key, label)) for key, label in choices]  # type: ignore[attr-defined]
        if not may_book or "method" not in self.fields:
            del self.fields["received_on"], self.fields["received_reference"]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        on, reference = values.get("received_on"), values.get("received_reference")
        if (on or reference) and values.get("method") not in BY_HAND:
            self.add_error("received_on", _("Only a check or a bank transfer can be there already."))
        elif bool(on) != bool(reference) and "received_on" not in self.errors:
            self.add_error("received_reference", _("Write both the day and the number of what was received."))
        return values

    @property
    def received(self) -> Received | None:
        """What the valid form says is there already."""
        on = self.cleaned_data.get("received_on")
        return Received(on=on, reference=self.cleaned_data["received_reference"]) if on else None

    @property
    def typed_codes(self) -> list[str]:
        """The codes that were typed, valid or not; twenty at most."""
        return str(self.data.get("codes", "")).split()[:20]
