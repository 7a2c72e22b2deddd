"""What a device sends, and what staff type."""

from datetime import datetime
from typing import Annotated, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from conference.attendance.lookup import Reading
from conference.attendance.pairing import Direction

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,40}$")]


class ScanIn(BaseModel):
    """A scan as the desk's script sends it: the act's own key makes it safe to send again."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(max_length=200)]
    direction: Direction
    client: Key
    key: Key
    at: AwareDatetime

    def reading(self) -> Reading:
        """Return it as services read it."""
        return Reading(self.code, self.direction, self.client, self.key, self.at)


class ScanForm(forms.Form):
    """A scan by form: without scripts, or by a scanner that types and presses Enter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=200,
        strip=True,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "off", "autocapitalize": "characters",
                                "spellcheck": "false", "inputmode": "text"}),
    )  # fmt: skip
    direction = forms.ChoiceField(label=_("Way"), choices=Direction.choices, widget=forms.RadioSelect)
    key = forms.RegexField(r"^[A-Za-z0-9_-]{8,40}$", widget=forms.HiddenInput)


class TickForm(forms.Form):
    """A press on the list: `tick` is the way and the place's public id, `key` the page's own name."""

    tick = forms.RegexField(r"^(in|out):[A-Za-z0-9_-]{8,32}$")
    key = forms.RegexField(r"^[A-Za-z0-9_-]{8,32}$")

    def clean(self) -> dict[str, Any]:
        """Take the way and the place apart."""
        values = self.cleaned_data
        values["direction"], _colon, values["place"] = values.get("tick", "").partition(":")
        return values


class AddForm(forms.Form):
    """A scan that was missed."""

    direction = forms.ChoiceField(label=_("Way"), choices=Direction.choices)
    at = forms.DateTimeField(
        label=_("At"), widget=forms.DateTimeInput({"type": "datetime-local"}), input_formats=["%Y-%m-%dT%H:%M"]
    )
    reason = forms.CharField(label=_("Why"), max_length=200, min_length=3)

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at > timezone.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return at


class StrikeForm(forms.Form):
    """A scan that is wrong."""

    scan = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=200, min_length=3)


def first_words(error: Any) -> str:
    """Return the place and the sentence of a schema's first complaint."""
    found = error.errors()[0]
    return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"
