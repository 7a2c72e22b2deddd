"""Small questions: an address, a code, whom to invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.agenda.words import ROLES
from conference.proposals.recognition import normal_address

ROLE_CHOICES = [(code, ROLES[code]) for code in ("co-presenter", "moderator", "panelist")]


class AddressForm(forms.Form):
    """Where a link goes. `website` is a trap that only machines fill."""

    email = forms.EmailField(
        label=_("Your e-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("Write a whole address, such as name@agency.gov.")},
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}))

    def clean_email(self) -> str:
        """Addresses have no case."""
        return normal_address(self.cleaned_data["email"])


class LateCodeForm(forms.Form):
    """A code from the organizers."""

    code = forms.CharField(
        label=_("Code for late submissions"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )


class CorrectForm(forms.Form):
    """The right address of somebody invited."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"invalid": _("Write a whole address, such as name@agency.gov.")},
    )  # fmt: skip

    def clean_email(self) -> str:
        """Addresses have no case."""
        return normal_address(self.cleaned_data["email"])


class InviteForm(CorrectForm):
    """Who else presents."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("They can change it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    field_order = ("name", "email", "role")
