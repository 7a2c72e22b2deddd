"""What people say of their passport; what organizers write."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.orders.models import Order
from conference.registration.letters.facts import PLACEHOLDERS
from conference.registration.letters.models import LetterRules
from conference.registration.places import Registration
from core.characters import printable
from core.placeholders import unknown_in
from people.countries import CountryChoiceField

NUMBER = re.compile(r"[A-Z0-9]{5,20}")


class PassportForm(forms.Form):
    """What an invitation needs and nothing more: no date of birth, no scan."""

    passport_name = forms.CharField(
        label=gettext_lazy("Name exactly as in the passport"), max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    passport_number = forms.CharField(
        label=gettext_lazy("Passport number"), max_length=30,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    nationality = CountryChoiceField(label=gettext_lazy("Nationality"))

    def clean_passport_name(self) -> str:
        """Keep one line of printable text."""
        return " ".join(printable(self.cleaned_data["passport_name"]).split())

    def clean_passport_number(self) -> str:
        """Return letters and digits only, as machines read them; refuse anything else."""
        number = re.sub(r"[\s-]", "", self.cleaned_data["passport_number"]).upper()
        if not NUMBER.fullmatch(number):
            raise ValidationError(_("Write the number as the passport has it: 5 to 20 letters and digits."))
        return number


class TextForm(forms.Form):
    """A letter's text; what stands in braces must be one of its kind's placeholders."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=8000, widget=forms.Textarea({"rows": 18}),
        help_text=gettext_lazy("Paragraphs are parted by an empty line."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_title(self) -> str:
        """Refuse what cannot be filled in."""
        return self._known("title")

    def clean_body(self) -> str:
        """Refuse what cannot be filled in."""
        return self._known("body").replace("\r\n", "\n")

    def _known(self, field: str) -> str:
        text = printable(self.cleaned_data[field])
        unknown = unknown_in(text, PLACEHOLDERS[self.kind])
        if unknown:
            raise ValidationError(_("There is no such placeholder: %s") % ", ".join(unknown))
        return text


class RulesForm(forms.ModelForm[LetterRules]):
    """Who signs, and how long passport data stay."""

    class Meta:
        model = LetterRules
        fields = ["signatory", "signatory_title", "passport_days"]


class ReasonForm(forms.Form):
    """Why; for the record, never shown to the person."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("For our records. The person is never told it."),
    )  # fmt: skip


class IssueForm(forms.Form):
    """Which place gets its letter to the agency from staff."""

    order = forms.CharField(label=gettext_lazy("Order number"), max_length=16)
    position = forms.IntegerField(label=gettext_lazy("Place in the order"), min_value=1, max_value=9999, initial=1)

    def clean(self) -> dict[str, Any]:
        """Find the place; raises a sentence where there is none."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        order = Order.objects.filter(number=values.get("order", "").strip().upper()).first()
        position = values.get("position", 0)
        place = Registration.objects.filter(order=order, position=position).first() if order else None
        if place is None and not self.errors:
            raise ValidationError(_("There is no such place. Look at the number once more."))
        values["place"] = place
        return values
