"""Which account, and over which days."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput


class AccountForm(forms.Form):
    """An agency, a currency, a period; without days all of it until today."""

    agency = forms.CharField(label=_("Agency"), max_length=200)
    currency = forms.RegexField(r"^[A-Z]{3}$", label=_("Currency"), initial="USD", required=False)
    since = forms.DateField(label=_("From"), required=False, widget=AdminDateInput)
    until = forms.DateField(label=_("Until"), required=False, widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty; the period must not end before it begins."""
        values: dict[str, Any] = super().clean() or {}
        values["currency"] = values.get("currency") or "USD"
        until: date = values.get("until") or timezone.localdate()
        values["until"] = until
        if values.get("since") and values["since"] > until:
            raise forms.ValidationError(_("The period ends before it begins."))
        return values
