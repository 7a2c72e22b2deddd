"""An uploaded table, and the word to take it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.imports.tables import MAX_BYTES


class UploadForm(forms.Form):
    """A table as the export wrote it and a spreadsheet saved it."""

    table = forms.FileField(
        label=_("Table"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("CSV or Excel (XLSX). Nothing is changed before you have seen the difference."),
        error_messages={"required": _("Choose a file.")},
    )

    def clean_table(self) -> Any:
        """Refuse what is far too large before it is read."""
        table = self.cleaned_data["table"]
        if table.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return table


class ConfirmForm(forms.Form):
    """The revision of the agenda at which the difference was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)
