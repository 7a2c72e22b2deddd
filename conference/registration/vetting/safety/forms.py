"""What the safety team writes: entries, and decisions on holds."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from conference.registration.vetting.safety.keys import email_digest, name_parts
from conference.registration.vetting.safety.models import QuietHold
from core.imports.fields import EMAIL


class EntryForm(forms.Form):
    """One person who must be kept away."""

    names = forms.CharField(
        label=_("Names"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All parts of a name, in any order; one name a line. Accents and capitals do not matter."),
    )  # fmt: skip
    emails = forms.CharField(
        label=_("E-mail addresses"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    expires_on = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: until it is ended."),
    )  # fmt: skip

    def clean_names(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        for line in lines:
            if not name_parts(line):
                raise forms.ValidationError(_("“%(line)s” has no letters."), params={"line": line[:60]})
        return "\n".join(lines)

    def clean_emails(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["emails"].splitlines() if line.strip()]
        for line in lines:
            if not EMAIL.fullmatch(line) or not email_digest(line):
                raise forms.ValidationError(_("“%(line)s” is not an e-mail address."), params={"line": line[:60]})
        return "\n".join(lines)

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse an entry that nothing can match."""
        values = super().clean() or {}
        if not self.errors and not values.get("names") and not values.get("emails"):
            self.add_error("names", _("Write a name or an e-mail address: applications are compared with them."))
        return values


class ProposeForm(forms.Form):
    """What one person wants, and why."""

    decision = forms.ChoiceField(label=_("Decision"), choices=QuietHold.Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the second person; nobody else ever reads it."),
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """That a second person wants the same; `seen` says which proposal they looked at."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        try:
            moment = parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            moment = None
        if moment is None or timezone.is_naive(moment):
            raise forms.ValidationError(_("Look once more at what was proposed."))
        return moment
