"""What finance types about a statement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.imports.tables import MAX_BYTES


class StatementForm(forms.Form):
    """The bank's file, and how to read what it leaves open."""

    file = forms.FileField(
        label=_("The bank's file"),
        help_text=_("CSV with commas or semicolons, or a workbook, at most 10 MB and 10,000 rows."),
    )
    currency = forms.RegexField(r"^[A-Za-z]{3}$", label=_("Currency of the account"), initial="USD")
    day_order = forms.ChoiceField(
        label=_("Dates"),
        choices=[("auto", _("as the file shows")), ("us", _("month first")), ("eu", _("day first"))],
    )
    decimal_mark = forms.ChoiceField(
        label=_("Decimal mark"),
        choices=[("auto", _("as the file shows")), (".", _("point")), (",", _("comma"))],
    )

    def clean_currency(self) -> str:
        """Return it in capitals."""
        return str(self.cleaned_data["currency"]).upper()

    def clean_file(self) -> Any:
        """Read the upload once."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return upload.name, upload.read()


class IgnoreForm(forms.Form):
    """Why it is not ours."""

    reason = forms.CharField(label=_("Why it is no payment of ours"), max_length=200)
