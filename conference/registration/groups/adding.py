"""The form that adds people to an order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.registration.catalogue import TicketType
from conference.registration.groups.forms import ListForm
from people.countries import CountryChoiceField


class AddForm(ListForm):
    """Who joins, with what; `seen` and `expected_total` say what the buyer looked at."""

    ticket_type = forms.ModelChoiceField(label=_("Ticket"), queryset=TicketType.objects.none(), empty_label=None)
    agency = forms.CharField(label=_("Agency or organization"), max_length=200)
    country = CountryChoiceField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)
    expected_total = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2, required=False)
    field_order = ["ticket_type", "agency", "country", "people", "later"]

    def __init__(self, *args: Any, tickets: Sequence[TicketType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [ticket.pk for ticket in tickets if not ticket.one_day]
        self.fields["ticket_type"].queryset = TicketType.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
