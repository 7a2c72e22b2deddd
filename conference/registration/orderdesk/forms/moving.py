"""Where places move to, and why."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.orderdesk.differences import Target


class MoveForm(forms.Form):
    """`seen` says which difference the last page showed; it is done only if that still holds."""

    ticket_type = forms.ModelChoiceField(
        label=_("New ticket"), queryset=TicketType.objects.none(), empty_label=_("Choose"), widget=forms.Select
    )
    days = forms.MultipleChoiceField(
        label=_("Days"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for a ticket for chosen days."),
    )
    prices = forms.ChoiceField(
        label=_("Price"),
        choices=[("order", _("of the day of each order")), ("today", _("of today"))],
        widget=forms.RadioSelect,
        initial="order",
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For our records. The person is never told it.")
    )
    seen = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["ticket_type"].queryset = TicketType.objects.of(edition)  # type: ignore[attr-defined]
        days = [(day.isoformat(), date_format(day, "l, j F")) for day in edition.days()]
        self.fields["days"].choices = days  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        ticket, days = values.get("ticket_type"), values.get("days") or []
        if ticket and ticket.one_day:
            most = ticket.max_per_person or 1
            if not 0 < len(days) <= most:
                self.add_error("days", _("Choose one day, or as many as the ticket allows: %d.") % most)
        elif ticket and days:
            self.add_error("days", _("This ticket is for all days: choose none."))
        return values

    @property
    def target(self) -> Target:
        """Where the valid form moves to."""
        values = self.cleaned_data
        days = sorted(date.fromisoformat(day) for day in values["days"])
        today = self.edition.today() if values["prices"] == "today" else None
        return Target(ticket_type=values["ticket_type"], days=days, prices_of=today)

    def mark(self, difference: Any) -> str:
        """Return what `seen` has to be for a difference to have been shown for just this."""
        values = self.cleaned_data
        return "|".join([str(values["ticket_type"].pk), ",".join(values["days"]), values["prices"], str(difference)])
