"""What a person says of themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.proposals.forms.ruled import RuledForm, long_text
from conference.proposals.models.people import Presenter
from conference.proposals.values import PartValues
from conference.speakers.profile import Profile
from people.countries import CountryChoiceField

TEXTS = ("name", "credentials", "title", "organization", "country", "bio")
FLAGS = ("publish_name", "publish_photo", "publish_organization")


class PersonForm(RuledForm):
    """One's own part: who one is, what may be published of it, what one declares."""

    part = "person"
    name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("As you write it, in any script."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    credentials = forms.CharField(
        label=_("Credentials"), max_length=200, required=False, help_text=_("What stands behind the name: PhD, CTM.")
    )
    title = forms.CharField(
        label=_("Post"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    organization = forms.CharField(
        label=_("Agency or organization"), max_length=200, required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip
    country = CountryChoiceField(required=False)
    bio = long_text(_("Biography"), _("A few sentences, in the third person."))
    disclosure = long_text(
        _("Disclosure of interests"),
        _("Whoever pays you for something the presentation is about. “None” is fine."),
        rows=3,
    )
    agency_permission = forms.ChoiceField(
        label=_("Permission of your agency"), required=False, choices=[("", "—"), *Presenter.Permission.choices]
    )
    publish_name = forms.BooleanField(label=_("My name may be published"), required=False)
    publish_photo = forms.BooleanField(label=_("My picture may be published"), required=False)
    publish_organization = forms.BooleanField(label=_("My agency may be published"), required=False)
    consents = forms.BooleanField(
        label=_("I take part, and the committee may read what I wrote here"),
        required=False,
        help_text=_(
            "Nothing is published unless you are accepted, and then only what you allow above. "
            "Your part is kept for your next proposal."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(data, strict=strict, **kwargs)
        self.strict = strict

    def fields_of(self, name: str) -> tuple[str, ...]:
        """The flags are one rule."""
        return FLAGS if name == "publication" else (name,)

    def clean(self) -> dict[str, Any]:
        """Nobody takes part without saying so."""
        cleaned = super().clean()
        if self.strict and not cleaned.get("consents"):
            self.add_error("consents", _("Nobody takes part without agreeing to it."))
        return cleaned

    @property
    def values(self) -> PartValues:
        """Return the valid values."""
        cleaned = self.cleaned_data
        said: dict[str, Any] = {name: cleaned.get(name, "") for name in TEXTS}
        said |= {name: bool(cleaned.get(name)) for name in FLAGS}
        return PartValues(
            profile=Profile(**said),
            disclosure=cleaned.get("disclosure", ""),
            agency_permission=cleaned.get("agency_permission", ""),
            consents=bool(cleaned.get("consents")),
        )
