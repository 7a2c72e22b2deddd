"""What people type to change their place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.changes.services.own_data import is_same_person
from conference.registration.places import Registration
from people.countries import CountryChoiceField


class OwnDataForm(forms.Form):
    """One's own data, without the address that the ticket goes to."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As in the passport or as used at work. To send somebody else, propose a colleague instead."),
    )  # fmt: skip
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    badge_name = forms.CharField(
        label=_("Name on the badge"), max_length=120, required=False,
        help_text=_("If it should differ from the name. Others see only this one."),
    )  # fmt: skip
    country = CountryChoiceField()
    address = forms.CharField(
        label=_("Work address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it is written in your country. Never a home address."),
    )  # fmt: skip
    access_needs = forms.CharField(label=_("Access needs"), required=False, max_length=500)
    dietary_needs = forms.CharField(label=_("Dietary needs"), required=False, max_length=500)

    def __init__(self, *args: Any, place: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not is_same_person(self.place.name, name):
            raise ValidationError(
                _("No word of the name stayed the same. Propose a colleague, or write to us if your name has changed.")
            )
        return name


class BuyerDataForm(OwnDataForm):
    """The same for the buyer, who does not read or write what a person needs."""

    access_needs = None  # type: ignore[assignment]
    dietary_needs = None  # type: ignore[assignment]


class ConfirmForm(forms.Form):
    """Confirms a figure that was shown; how the money goes back where there is a choice."""

    expected = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2)
    way = forms.ChoiceField(
        label=_("What is to come back"),
        choices=[
            ("refund", _("goes back the way it was paid")),
            ("credit", _("stays as credit for a later year")),
        ],
        widget=forms.RadioSelect,
        initial="refund",
    )

    def __init__(self, *args: Any, offers_credit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offers_credit:
            del self.fields["way"]


class BuyForm(forms.Form):
    """Confirms a price that was shown; the key makes a second click harmless."""

    expected = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2, required=False)
    key = forms.RegexField(r"\A[A-Za-z0-9_-]{16,40}\Z", widget=forms.HiddenInput)


class TicketChangeForm(BuyForm):
    """Which other ticket."""

    ticket_type = forms.ModelChoiceField(
        label=_("Ticket"), queryset=TicketType.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label=_("Day"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("For tickets of single days.")
    )
    proof = forms.CharField(
        label=_("Proof"), required=False, max_length=500, help_text=_("What the new ticket asks for, if anything.")
    )

    def __init__(self, *args: Any, edition: Edition, tickets: Sequence[TicketType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [ticket.pk for ticket in tickets]
        self.fields["ticket_type"].queryset = TicketType.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["days"].choices = [(day.isoformat(), date_format(day, "l, j F")) for day in edition.days()]  # type: ignore[attr-defined]
        if not any(ticket.one_day for ticket in tickets):
            del self.fields["days"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        ticket = values.get("ticket_type")
        days = sorted(date.fromisoformat(day) for day in values.get("days", []))
        if ticket and ticket.one_day and not 0 < len(days) <= (ticket.max_per_person or 1):
            self.add_error("days", _("Choose the day; this ticket takes no more than it says."))
        values["days"] = days if ticket and ticket.one_day else []
        return values


class ColleagueForm(forms.Form):
    """Who shall come instead."""

    name = forms.CharField(label=_("Name of the colleague"), max_length=200)
    email = forms.EmailField(
        label=_("Work e-mail of the colleague"), max_length=254,
        help_text=_("Of the same agency. We write there and ask; nothing changes until both have agreed."),
    )  # fmt: skip

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class CreditForm(forms.Form):
    """The code of a credit."""

    code = forms.CharField(label=_("Code of the credit"), max_length=40)
