"""Which badges on which sheet, and why one is printed again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.attendance.printing.sheets import DEFAULT, choices
from conference.attendance.services.printing import Selection
from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from core.imports.tables import MAX_BYTES


class PrintForm(forms.Form):
    """A batch."""

    sheet = forms.ChoiceField(label=_("Sheet"), choices=choices, initial=DEFAULT)
    unprinted = forms.BooleanField(label=_("only those not printed yet"), required=False, initial=True)
    ticket_type = forms.ModelChoiceField(label=_("Ticket"), queryset=TicketType.objects.none(), required=False)
    first = forms.CharField(label=_("Family names from"), max_length=10, required=False)
    last = forms.CharField(label=_("to"), max_length=10, required=False)

    def __init__(self, data: Any = None, *, edition: Edition, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["ticket_type"].queryset = TicketType.objects.of(edition)  # type: ignore[attr-defined]

    def selection(self) -> Selection:
        """Return what was chosen."""
        values = self.cleaned_data
        ticket = values["ticket_type"]
        return Selection(
            unprinted=values["unprinted"],
            ticket_type=ticket.pk if ticket else None,
            first=values["first"].strip(),
            last=values["last"].strip(),
        )


class ScansForm(forms.Form):
    """A file of scans."""

    table = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput({"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("CSV or Excel (XLSX), up to 2,000 rows."), error_messages={"required": _("Choose a file.")},
    )  # fmt: skip

    def clean_table(self) -> Any:
        """Refuse what is far too large before it is read."""
        table = self.cleaned_data["table"]
        if table.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return table


class ReprintForm(forms.Form):
    """One badge again."""

    sheet = forms.ChoiceField(label=_("Sheet"), choices=choices, initial="4x3")
    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Lost, damaged, another name … The badge before it dies at once.")
    )
