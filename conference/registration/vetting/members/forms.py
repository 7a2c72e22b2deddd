"""The association's list as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.imports.tables import MAX_BYTES


class MembersForm(forms.Form):
    """A list of members."""

    table = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput({"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("CSV or Excel (XLSX), up to 10,000 rows."), error_messages={"required": _("Choose a file.")},
    )  # fmt: skip

    def clean_table(self) -> Any:
        """Refuse what is far too large before it is read."""
        table = self.cleaned_data["table"]
        if table.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return table
