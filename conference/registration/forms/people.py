"""Who comes: one form a place."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.applications import Person
from conference.registration.capacity import Usage
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.questions.asking import Given, add_questions, applies_to, is_file, name_of, read_answers
from conference.registration.questions.models import QuestionVersion
from core.files.services import read_upload, store_private
from core.money import format_money
from people.countries import CountryChoiceField


class PersonForm(forms.Form):
    """One person; with `later` ticked everything else may stay empty until the buyer names them."""

    later = forms.BooleanField(label=_("I will name this person later"), required=False)
    name = forms.CharField(
        label=_("Name"),
        help_text=_("As in the passport or as used at work, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        max_length=200,
        required=False,
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=120,
        required=False,
        help_text=_("Only if it helps to sort the name."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    badge_name = forms.CharField(
        label=_("Name on the badge"),
        max_length=120,
        required=False,
        help_text=_("If it should differ from the name. Others see only this one."),
    )
    email = forms.EmailField(
        label=_("Work e-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write a whole address, such as name@agency.gov.")},
    )
    agency = forms.CharField(
        label=_("Agency or organization"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = CountryChoiceField(required=False)
    address = forms.CharField(
        label=_("Work address"),
        required=False,
        max_length=500,
        help_text=_("As it is written in your country. Never a home address."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    days = forms.MultipleChoiceField(label=_("Day"), required=False, widget=forms.CheckboxSelectMultiple)
    add_ons = forms.MultipleChoiceField(
        label=_("Workshops and functions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    proof = forms.CharField(label=_("Proof"), required=False, max_length=500)
    proof_file = forms.FileField(
        label=_("Proof as a file"), required=False, help_text=_("PDF, JPEG or PNG up to 10 MB; deleted once looked at.")
    )
    access_needs = forms.CharField(
        label=_("Access needs"),
        required=False,
        max_length=500,
        help_text=_("Seen by the people who arrange it, deleted after the conference."),
    )
    dietary_needs = forms.CharField(label=_("Dietary needs"), required=False, max_length=500)

    NEEDED = {
        "name": _("Write the person's name, or tick that you will name them later."),
        "email": _("Write the person's work e-mail: the ticket goes there."),
        "agency": _("Write the agency or organization; “independent” is an answer."),
        "country": _("Choose the country."),
    }

    # Says whose form it is where there are several.
    title: str | Promise = ""

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        ticket_type: TicketType,
        add_ons: Sequence[AddOn] = (),
        usage: Usage | None = None,
        naming: bool = False,
        questions: Sequence[QuestionVersion] = (),
        options_taken: Mapping[tuple[int, str], int] | None = None,
        kept_files: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [version for version in questions if applies_to(version, ticket_type.code)]
        self.kept_files = kept_files
        self.answers: list[Given] = []
        add_questions(self, self.questions, currency=edition.currency, taken=options_taken)
        self.ticket_type = ticket_type
        self.add_ons_by_code = {addon.session.code: addon for addon in add_ons}
        self.fields["proof"].label = ticket_type.proof[:1].upper() + ticket_type.proof[1:] or _("Proof")
        self.fields["proof"].help_text = _("What this ticket asks for; a person looks at it if no check can.")
        self._offer_days(edition)
        self._offer_add_ons(edition, usage)
        if naming:
            del self.fields["later"]
        if not ticket_type.proof:
            del self.fields["proof"], self.fields["proof_file"]

    def _offer_days(self, edition: Edition) -> None:
        if not self.ticket_type.one_day:
            del self.fields["days"]
            return
        self.most_days = self.ticket_type.max_per_person or 1
        self.fields["days"].choices = [(day.isoformat(), date_format(day, "l, j F")) for day in edition.days()]  # type: ignore[attr-defined]
        if self.most_days > 1:
            self.fields["days"].label = _("Days (up to %(most)d, each priced)") % {"most": self.most_days}

    def _offer_add_ons(self, edition: Edition, usage: Usage | None) -> None:
        if not self.add_ons_by_code:
            del self.fields["add_ons"]
            return
        choices = []
        for code, add_on in self.add_ons_by_code.items():
            left = usage.add_on_left(add_on) if usage else None
            entry = add_on.session.published_entry
            parts = [
                add_on.session.public_title,
                date_format(edition.local(entry.starts_at), "D H:i") if entry else "",
                format_money(add_on.price, edition.currency),
            ]
            label = ", ".join(filter(None, parts))
            choices.append((code, _("%(label)s (full)") % {"label": label} if left == 0 else label))
        self.fields["add_ons"].choices = choices  # type: ignore[attr-defined]

    def clean_days(self) -> list[date]:
        days = sorted(date.fromisoformat(day) for day in self.cleaned_data["days"])
        if not days:
            raise ValidationError(_("Choose the day."))
        if len(days) > self.most_days:
            raise ValidationError(_("Choose at most %(most)d days."), params={"most": self.most_days})
        return days

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_proof_file(self) -> Any:
        upload = self.cleaned_data["proof_file"]
        return (upload.name, *read_upload(upload)) if upload else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("later"):
            for field, sentence in self.NEEDED.items():
                if field not in self.errors and not values.get(field):
                    self.add_error(field, sentence)
            self.answers = read_answers(self, self.questions, kept_files=self.kept_files)
        return values

    def question_fields(self) -> Iterator[forms.BoundField]:
        """Yield the questions' fields."""
        for version in self.questions:
            yield self[name_of(version)]

    def person(self, proof_file: Any = None) -> Person:
        """Return the valid form's person; a person to be named later keeps only ticket, days and add-ons."""
        values = self.cleaned_data
        chosen = [self.add_ons_by_code[code] for code in values.get("add_ons", [])]
        days = values.get("days", [])
        if values.get("later"):
            return Person(ticket_type=self.ticket_type, days=days, add_ons=chosen)
        texts = ("name", "family_name", "badge_name", "email", "agency", "country", "address", "access_needs")
        return Person(
            ticket_type=self.ticket_type,
            days=days,
            add_ons=chosen,
            proof=values.get("proof", ""),
            proof_file=proof_file,
            dietary_needs=values["dietary_needs"],
            answers=self.answers,
            **{text: values[text] for text in texts},
        )


def store_proof(upload: tuple[str, bytes, str]) -> Any:
    """Keep a proof that the form has read; returns the private file."""
    name, content, content_type = upload
    return store_private(content, name=name, content_type=content_type, purpose="proof")


def store_files(form: PersonForm) -> None:
    """Keep the files that answer a valid form's questions."""
    form.answers = [
        replace(given, file=store_proof(form.cleaned_data[name_of(given.version)])) if is_file(given.version) else given
        for given in form.answers
    ]


def people_forms(
    *,
    tickets: Sequence[TicketType],
    edition: Edition,
    add_ons: Sequence[AddOn],
    usage: Usage | None,
    data: Any = None,
    files: Any = None,
    questions: Sequence[QuestionVersion] = (),
    options_taken: Mapping[tuple[int, str], int] | None = None,
    kept_files: Mapping[str, Collection[str]] | None = None,
) -> list[PersonForm]:
    """Return one form a chosen ticket, prefixed p0, p1, …"""
    found = [
        PersonForm(
            data,
            files,
            prefix=f"p{number}",
            edition=edition,
            ticket_type=ticket,
            add_ons=add_ons,
            usage=usage,
            questions=questions,
            options_taken=options_taken,
            kept_files=(kept_files or {}).get(f"p{number}", ()),
            label_suffix="",
        )
        for number, ticket in enumerate(tickets)
    ]
    if len(found) > 1:
        for number, form in enumerate(found, 1):
            form.title = _("Person %(number)d") % {"number": number}
    return found


def mark_repeated_addresses(forms_: Sequence[PersonForm]) -> bool:
    """Add an error where two places of one order name the same address; return whether there was none."""
    addresses = Counter(form.cleaned_data.get("email") for form in forms_ if not form.cleaned_data.get("later"))
    repeated = {address for address, times in addresses.items() if address and times > 1}
    for form in forms_:
        if form.cleaned_data.get("email") in repeated and not form.cleaned_data.get("later"):
            form.add_error("email", _("Each person needs an address of their own; this one is given twice."))
    return not repeated
