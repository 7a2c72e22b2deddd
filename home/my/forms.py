"""What a person says about an agency of theirs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files.services import read_upload
from people.agencies.models import Agency, Membership
from people.countries import CountryChoiceField


class AgencyClaimForm(forms.Form):
    """A claim: the agency in the person's own words. Nothing is suggested, so nothing is told."""

    name = forms.CharField(
        label=_("Name of the agency"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Agency.Kind.choices)
    country = CountryChoiceField()
    role = forms.ChoiceField(
        label=_("You are"),
        widget=forms.RadioSelect,
        choices=[
            (Membership.Role.MEMBER, _("one of its people")),
            (Membership.Role.COORDINATOR, _("the one who manages its people's places and seats")),
        ],
        initial=Membership.Role.MEMBER,
    )
    statement = forms.CharField(
        label=_("How can we verify it?"),
        max_length=1000,
        help_text=_("A supervisor's name and switchboard number, for example. No case data."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    proof = forms.FileField(
        label=_("A letter or identification, if you like"),
        required=False,
        help_text=_("PDF, JPEG or PNG up to 10 MB; deleted once looked at."),
    )

    def clean_proof(self) -> Any:
        upload = self.cleaned_data["proof"]
        return (upload.name, *read_upload(upload)) if upload else None
