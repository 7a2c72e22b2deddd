"""A group's list, what is asked once, which column is what, whom to invite."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.groups.lines import FIELDS, MOST_PEOPLE
from conference.registration.questions.asking import Given, add_questions, applies_to, name_of, read_answers
from conference.registration.questions.models import OptionPlace, QuestionVersion
from core.imports.tables import MAX_BYTES
from people.countries import CountryChoiceField

HELP = _("One person on a line: name; e-mail. Optional after that: agency; country; ticket; name on the badge.")


class ListForm(forms.Form):
    """The people, typed or pasted, and how many come without a name yet."""

    people = forms.CharField(
        label=_("People"),
        required=False,
        max_length=100_000,
        strip=False,
        help_text=HELP,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    later = forms.IntegerField(
        label=_("Places whose people you name later"), min_value=0, max_value=MOST_PEOPLE, required=False
    )


class GroupForm(ListForm):
    """What is asked once for the whole order, and the list; a file's columns are matched on the next page."""

    ticket_type = forms.ModelChoiceField(label=_("Ticket"), queryset=TicketType.objects.none(), empty_label=None)
    agency = forms.CharField(label=_("Agency or organization"), max_length=200)
    country = CountryChoiceField()
    address = forms.CharField(
        label=_("Work address"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    proof = forms.CharField(
        label=_("Proof"), required=False, max_length=500, help_text=_("What the ticket asks for, once for everybody.")
    )
    add_ons = forms.ModelMultipleChoiceField(
        label=_("Workshops and functions for everybody"),
        queryset=AddOn.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("CSV or Excel (XLSX); its first row names the columns, whatever they are called."),
    )
    field_order = ["ticket_type", "agency", "country", "address", "proof", "add_ons", "people", "file", "later"]

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        tickets: Sequence[TicketType],
        add_ons: Sequence[AddOn],
        questions: Sequence[QuestionVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # A file is a person's own; needs are too.
        self.questions = [v for v in questions if v.kind in ("text", "choice", "multi", "date", "consent")]
        self.answers: list[Given] = []
        add_questions(self, self.questions, currency=edition.currency, taken=OptionPlace.taken(edition))
        self.order_fields([*self.field_order[:6], *map(name_of, self.questions), *self.field_order[6:]])
        keys = [ticket.pk for ticket in tickets if not ticket.one_day]
        self.fields["ticket_type"].queryset = TicketType.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        if add_ons:
            known = AddOn.objects.filter(pk__in=[add_on.pk for add_on in add_ons]).select_related("session")
            self.fields["add_ons"].queryset = known  # type: ignore[attr-defined]
            self.fields["add_ons"].label_from_instance = lambda add_on: add_on.session.public_title  # type: ignore[attr-defined]
        else:
            del self.fields["add_ons"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        ticket = values.get("ticket_type")
        if ticket:
            self.answers = read_answers(self, [v for v in self.questions if applies_to(v, ticket.code)])
        return values

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file


LABELS: Mapping[str, Any] = {
    "name": _("Name"),
    "family_name": _("Family name, if it stands in a column of its own"),
    "email": _("E-mail"),
    "agency": _("Agency or organization"),
    "country": _("Country"),
    "ticket": _("Ticket"),
    "badge_name": _("Name on the badge"),
}


class ColumnsForm(forms.Form):
    """Which column of a file is what."""

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("none")), *[(column, column) for column in columns]]
        for field in ("name", "family_name", *FIELDS[1:]):
            self.fields[field] = forms.ChoiceField(
                label=LABELS[field], choices=choices, required=field in ("name", "email")
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        used = [column for column in values.values() if column]
        if len(used) != len(set(used)):
            raise forms.ValidationError(_("Each column can be one thing only."))
        return values


class InviteForm(forms.Form):
    """Addresses for places without a name, in the places' order, and until when they name themselves."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        max_length=60_000,
        help_text=_("One on a line, up to as many as there are places without a name."),
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    until = forms.DateField(label=_("Until"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, edition: Edition, places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.places = edition, places

    def clean_emails(self) -> list[str]:
        found = [line.strip().lower() for line in self.cleaned_data["emails"].splitlines() if line.strip()]
        if len(found) > self.places:
            raise forms.ValidationError(_("There are fewer places without a name than addresses."))
        for number, email in enumerate(found, 1):
            try:
                validate_email(email)
            except forms.ValidationError as error:
                raise forms.ValidationError(_("Line %d is not an e-mail address.") % number) from error
        if len(set(found)) != len(found):
            raise forms.ValidationError(_("An address stands there twice."))
        return found

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.edition.today() <= until < self.edition.start_date:
            raise forms.ValidationError(_("Choose a day from today on, before the conference begins."))
        return until


def usual_end(edition: Edition) -> date:
    """Return until when names are usually asked for: two weeks before it begins, today at the earliest."""
    return max(edition.start_date - timedelta(days=14), edition.today())
