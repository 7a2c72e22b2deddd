"""A session as the board's side panel edits it; places and times are moved on the board itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.agenda import words
from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.planning.codes import ChecksCode
from conference.planning.confirming import ConfirmsConsequences
from core.admin.fields import LinesField

PARTS = ("track", "audience")


class PanelForm(ChecksCode, ConfirmsConsequences, forms.ModelForm[Session]):
    """Everything of a session but where and when; a new one has a code and a length besides, and begins in the tray."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    type = forms.ChoiceField(label=_("Type"), choices=list(words.TYPES.items()))
    level = forms.ChoiceField(label=_("Level"), choices=list(words.LEVELS.items()), required=False)
    learning_objectives = LinesField(label=_("Learning objectives"), required=False, help_text=_("One on a line."))
    content_warnings = LinesField(label=_("Content warnings"), required=False, help_text=_("One on a line."))

    class Meta:
        model = Session
        fields = [
            "code", "planned_minutes", "title", "public_title", "type", "status", "visibility", "audience", "track",
            "level", "abstract", "learning_objectives", "content_warnings", "capacity", "sign_up", "room_reason",
        ]  # fmt: skip
        widgets = {"abstract": forms.Textarea({"rows": 5}), "room_reason": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        for name in PARTS:
            chosen: Any = self.fields[name]
            chosen.queryset = chosen.queryset.filter(edition=edition)
        self.fields["planned_minutes"].required = False
        self._keep_unknown_codes()
        if self.instance.pk:
            del self.fields["code"], self.fields["planned_minutes"]
            self.fields["revision"].initial = self.instance.revision

    def _keep_unknown_codes(self) -> None:
        """Offer the stored type and level too where nobody has named them."""
        for name in ("type", "level"):
            stored, field = getattr(self.instance, name), self.fields[name]
            choices: Any = field.choices  # type: ignore[attr-defined]
            if stored and stored not in dict(choices):
                field.choices = [*choices, (stored, words.word({}, stored))]  # type: ignore[attr-defined]

    def clean_planned_minutes(self) -> int:
        """Take an hour where no length is given."""
        return int(self.cleaned_data["planned_minutes"] or 60)
