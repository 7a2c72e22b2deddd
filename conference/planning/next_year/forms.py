"""From which edition, on which day, and what is taken over."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.edition.models import Edition
from conference.planning.next_year.services import PARTS, WrongDay, YearTaken, check_start


class NextYearForm(forms.Form):
    """Refuses a year that there is, and a day that is another one of the week."""

    source = forms.ModelChoiceField(Edition.objects.all(), label=gettext_lazy("From"), empty_label=None)
    start = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The same day of the week. All other dates move by as many days."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Taken over"),
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("People, sessions, proposals and registrations stay where they are."),
    )

    def clean(self) -> dict[str, Any]:
        """Look at the day and the source together."""
        cleaned: dict[str, Any] = super().clean() or {}
        source, start = cleaned.get("source"), cleaned.get("start")
        if source is None or start is None:
            return cleaned
        try:
            check_start(source, start)
        except WrongDay:
            day = date_format(source.start_date, "l, j F Y")
            self.add_error("start", _("Choose a later day of the same weekday: %s was the last first day.") % day)
        except YearTaken:
            self.add_error("start", _("There is an edition in %d already.") % start.year)
        return cleaned
