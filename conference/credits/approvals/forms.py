"""What credit staff note of a decision, and why somebody takes a roster away."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import SessionCredit


class DecisionForm(forms.Form):
    """What is said of all chosen sessions; what is left empty stays as it is."""

    approval = forms.ChoiceField(
        label=_("Approval"), choices=[("", _("stays as it is")), *SessionCredit.Approval.choices], required=False
    )
    provider_number = forms.CharField(label=_("Certification or provider number"), max_length=80, required=False)
    statement = forms.CharField(
        label=_("The body's exact sentence"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For instance the body's letter; it is kept in the audit.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a decision that says nothing."""
        values = super().clean() or {}
        if not self.errors and not self.values:
            raise forms.ValidationError(_("Choose a state, or write a number or a sentence."))
        return values

    @property
    def values(self) -> dict[str, str]:
        """What changes."""
        names = ("approval", "provider_number", "statement", "locked_title")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class OneForm(DecisionForm):
    """One session's decision, with the title as it was certified. Here what is emptied is emptied."""

    field_order = ("approval", "provider_number", "statement", "locked_title", "sub_field", "reason")

    locked_title = forms.CharField(
        label=_("Title exactly as certified"), max_length=300, required=False,
        help_text=_("Empty: the public title is locked at approval. It prints on certificates and rosters."),
    )  # fmt: skip

    sub_field = forms.ChoiceField(
        label=_("Sub-field"), required=False,
        help_text=_("All of the session's credit counts in it; it stands on certificates and rosters."),
    )  # fmt: skip

    def __init__(self, *args: Any, sub_fields: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sub_fields:
            choices = [("", _("in none of them")), *((name, name) for name in sub_fields)]
            self.fields["sub_field"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["sub_field"]

    @property
    def values(self) -> dict[str, str]:
        """All of them."""
        names = [name for name in self.fields if name != "reason"]
        return {name: self.cleaned_data[name] for name in names if name != "approval" or self.cleaned_data[name]}


class RosterForm(forms.Form):
    """Which form the roster takes, and for whom."""

    kind = forms.ChoiceField(
        label=_("Format"), choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV"), ("pdf", "PDF")], initial="xlsx"
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is kept in the audit with your name and the time.")
    )
