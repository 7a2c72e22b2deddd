"""What somebody waits for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.registration.catalogue import TicketType

MOST = 20


class WishForm(forms.Form):
    """Which full ticket, how many, for whom."""

    ticket_type = forms.ModelChoiceField(
        label=_("Ticket"), queryset=TicketType.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    quantity = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST, initial=1)
    accepts_fewer = forms.BooleanField(
        label=_("I would take fewer places too"),
        required=False,
        help_text=_("Otherwise we offer them only all together."),
    )
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("The link that confirms your wish goes there."),
    )

    def __init__(self, *args: Any, full: Sequence[TicketType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        queryset = TicketType.objects.filter(pk__in=[ticket.pk for ticket in full]).select_related("edition")
        self.fields["ticket_type"].queryset = queryset  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
