"""What an accepted speaker answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.proposals.answers.services import Away

MOMENT = {"type": "datetime-local"}


class AnswerForm(forms.Form):
    """They come, ask for another time and say why, or withdraw; times are the venue's."""

    ACTS = (("confirm", ""), ("other_time", ""), ("withdraw", ""))
    LABELS = {
        "note": gettext_lazy("What would suit you"),
        "away_from": gettext_lazy("I cannot present from"),
        "away_until": gettext_lazy("until"),
    }

    act = forms.ChoiceField(choices=ACTS)
    agrees = forms.BooleanField(
        label=gettext_lazy("I agree to present, and to what I have said may be published of me"), required=False
    )
    note = forms.CharField(
        label=LABELS["note"], max_length=1000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("The organizers read it."),
    )  # fmt: skip
    away_from = forms.DateTimeField(label=LABELS["away_from"], required=False, widget=forms.DateTimeInput(MOMENT))
    away_until = forms.DateTimeField(label=LABELS["away_until"], required=False, widget=forms.DateTimeInput(MOMENT))

    def __init__(self, data: Any = None, *, asks_consent: bool = False) -> None:
        super().__init__(data, label_suffix="")
        self.asks_consent = asks_consent

    def clean(self) -> dict[str, Any]:
        """Ask for what the pressed button needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        act = cleaned.get("act")
        if act == "confirm" and self.asks_consent and not cleaned.get("agrees"):
            self.add_error("agrees", _("Without your agreement you cannot be announced."))
        if act != "other_time":
            return cleaned
        starts, ends = cleaned.get("away_from"), cleaned.get("away_until")
        if not (cleaned.get("note") or starts or ends):
            self.add_error("note", _("Say what would suit you, or when you cannot come."))
        if (starts is None) != (ends is None):
            self.add_error("away_until", _("Give both times, or neither."))
        elif starts and ends and ends <= starts:
            self.add_error("away_until", _("It must end after it begins."))
        return cleaned

    @property
    def away(self) -> Away | None:
        """Return when they cannot come, if they said so."""
        starts, ends = self.cleaned_data["away_from"], self.cleaned_data["away_until"]
        return Away(starts, ends) if starts and ends else None
