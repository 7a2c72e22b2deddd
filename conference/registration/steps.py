"""The steps of registering, each a form read from what the draft keeps; nothing is lost by going back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.agenda.access import AUDIENCES, TICKETED
from conference.agenda.placed import with_published_entry
from conference.edition.models import Edition
from conference.registration.applications import Application, Person, PricedItem, price_items
from conference.registration.capacity import Usage, ticket_usage, usage
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.granting import Grant
from conference.registration.discounts.reading import read_offer
from conference.registration.drafts import Draft
from conference.registration.forms import PersonForm, ReviewForm, TicketsForm, people_forms
from conference.registration.forms.people import mark_repeated_addresses, store_proof
from conference.registration.groups.reading import dry_run
from conference.registration.questions.asking import PREFIX, is_file, name_of
from conference.registration.questions.models import OptionPlace, QuestionVersion
from core.files.models import PrivateFile
from core.files.services import store_private
from people.accounts.models import User


def is_restricted(add_on: AddOn) -> bool:
    """Whether the add-on asks for a clearance."""
    code = add_on.session.audience.code
    return code != TICKETED and AUDIENCES.get(code, frozenset()) is not None


def add_ons_for(edition: Edition, user: User | None) -> list[AddOn]:
    """Return what this buyer may choose: open add-ons, and restricted ones only with a clearance of their own."""
    kinds = user.clearance_kinds if user else frozenset()
    return [
        add_on
        for add_on in AddOn.objects.filter(edition=edition)
        .select_related("session__audience")
        .prefetch_related(with_published_entry("session__"))
        if not is_restricted(add_on) or (AUDIENCES.get(add_on.session.audience.code) or frozenset()) & kinds
    ]


LABELS = (_("Tickets"), _("People"), _("Review"), _("Payment"))


@dataclass
class Steps:
    """A draft with what its forms need, read from the database once."""

    edition: Edition
    draft: Draft
    user: User | None
    ticket_types: list[TicketType] = field(init=False)
    content: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.ticket_types = list(TicketType.objects.of(self.edition).offered())
        self.content = json.loads(self.draft.content)

    @cached_property
    def add_ons(self) -> list[AddOn]:
        """What the buyer may choose besides tickets, read when the people's page asks."""
        return add_ons_for(self.edition, self.user)

    @cached_property
    def usage(self) -> Usage:
        """What is taken, counted once for the pages that show it."""
        return usage(self.edition)

    @cached_property
    def questions(self) -> list[QuestionVersion]:
        """What the edition asks of everybody, in the versions of now."""
        return list(QuestionVersion.objects.asked(self.edition))

    def remember(self, step: str, data: Mapping[str, Any]) -> None:
        """Keep what was typed, whether it is valid or not; the caller saves the draft."""
        posted = data.lists() if isinstance(data, QueryDict) else ((name, [value]) for name, value in data.items())
        self.content[step] = {name: values for name, values in posted if name != "csrfmiddlewaretoken"}
        self.save()

    def save(self) -> None:
        """Write the content back."""
        self.draft.content = json.dumps(self.content)
        self.draft.save()

    def kept(self, step: str) -> QueryDict | None:
        """Return what was typed at a step before, as if it were posted again."""
        if step not in self.content:
            return None
        data = QueryDict(mutable=True)
        for name, values in self.content[step].items():
            data.setlist(name, values)
        return data

    def tickets_form(self, data: Any = None, *, counted: bool = True) -> TicketsForm:
        """The first step, empty or with the given data. Only pages that show it count the places left."""
        return TicketsForm(
            data,
            prefix="ticket",
            ticket_types=self.ticket_types,
            usage=ticket_usage(self.edition) if counted else None,
            phase=self.edition.price_phase(self.edition.today()),
            label_suffix="",
        )

    @cached_property
    def chosen(self) -> list[TicketType]:
        """The tickets chosen at the first step; empty if that step is not done."""
        form = self.tickets_form(self.kept("tickets"), counted=False)
        return form.chosen if form.is_bound and form.is_valid() else []

    def person_forms(self, data: Any = None, files: Any = None, *, counted: bool = True) -> list[PersonForm]:
        """The second step: one form a chosen ticket."""
        return people_forms(
            tickets=self.chosen,
            edition=self.edition,
            add_ons=self.add_ons,
            usage=self.usage if counted else None,
            data=data,
            files=files,
            questions=self.questions,
            options_taken=OptionPlace.taken(self.edition) if counted and self.questions else None,
            kept_files=self._kept_files(),
        )

    def _kept_files(self) -> dict[str, list[str]]:
        """Return which questions' files came before, by form."""
        found: dict[str, list[str]] = {}
        for name in self.content.get("proofs", {}):
            prefix, _dash, key = name.partition("-")
            if key:
                found.setdefault(prefix, []).append(key.removeprefix(PREFIX))
        return found

    def check_people(self, forms: Sequence[PersonForm]) -> bool:
        """Validate the people together: each by itself, no address twice, restricted add-ons for the buyer alone."""
        valid = [form.is_valid() for form in forms]
        return all([*valid, mark_repeated_addresses(forms), self._keep_restricted_to_buyer(forms)])

    def _keep_restricted_to_buyer(self, forms: Sequence[PersonForm]) -> bool:
        restricted = {add_on.session.code for add_on in self.add_ons if is_restricted(add_on)}
        own = self.user.email if self.user else ""
        wrong = [
            form
            for form in forms
            if restricted & set(form.cleaned_data.get("add_ons", [])) and form.cleaned_data.get("email") != own
        ]
        for form in wrong:
            form.add_error("add_ons", _("A restricted session can be chosen for yourself only, with your own address."))
        return not wrong

    def keep_proofs(self, forms: Iterable[PersonForm]) -> None:
        """Store the uploaded proofs of valid forms and remember them by id; the files are not posted again."""
        proofs = self.content.setdefault("proofs", {})
        for form in forms:
            upload = form.cleaned_data.get("proof_file")
            if upload:
                proofs[form.prefix] = store_proof(upload).public_id
            for version in filter(is_file, form.questions):
                sent = form.cleaned_data.get(name_of(version))
                if sent:
                    proofs[f"{form.prefix}-{name_of(version)}"] = store_proof(sent).public_id

    @property
    def is_group(self) -> bool:
        """Whether the people stand in a list instead of forms."""
        return "group" in self.content

    def people(self) -> list[Person] | None:
        """Return the people of the second step, or of a group's list, or None if that is not done."""
        if self.is_group:
            kept = self.content["group"]
            run = dry_run(self.edition, self.ticket_types, self.add_ons, kept, questions=self.questions, user=self.user)
            return run.people if run and run.is_clean else None
        kept = self.kept("people")
        forms = self.person_forms(kept, counted=False) if kept is not None else []
        if not forms or not self.check_people(forms):
            return None
        ids = self.content.get("proofs", {})
        files = {file.public_id: file for file in PrivateFile.objects.filter(public_id__in=ids.values())}
        kept_files = {name: files[key] for name, key in ids.items() if key in files}
        for form in forms:
            form.answers = [
                replace(given, file=kept_files.get(f"{form.prefix}-{name_of(given.version)}"))
                if is_file(given.version)
                else given
                for given in form.answers
            ]
        return [form.person(kept_files.get(form.prefix)) for form in forms]

    @property
    def codes(self) -> list[str]:
        """The discount codes that were typed and gave something then."""
        return list(self.content.get("codes", []))

    def grant(self, people: list[Person], *, codes: Sequence[str] | None = None) -> Grant:
        """Return the discounts at this moment, with the draft's codes or others; read anew at each call."""
        today = self.edition.today()
        offer = read_offer(self.edition, user=self.user, codes=self.codes if codes is None else codes, on=today)
        return Grant(offer, people, price_items(people, self.edition.price_phase(today)))

    def priced(self, people: list[Person]) -> list[PricedItem]:
        """Return the lines at today's prices, with their discounts."""
        return self.grant(people).priced()

    def review_form(self, people: list[Person], amount: Decimal, data: Any = None, files: Any = None) -> ReviewForm:
        """The last step, for what the people's lines come to."""
        return ReviewForm(
            data,
            files,
            edition=self.edition,
            total=amount,
            initial={**self._suggestions(people), "expected_total": amount},
            label_suffix="",
        )

    def _suggestions(self, people: list[Person]) -> dict[str, str]:
        first = next((person for person in people if person.name), None)
        name = self.user.name if self.user else ""
        return {
            "buyer_name": name or (first.name if first else ""),
            "buyer_email": self.user.email if self.user else (first.email if first else ""),
            "billing_agency": first.agency if first else "",
            "billing_country": first.country if first else "",
        }

    def application(self, people: list[Person], form: ReviewForm) -> Application:
        """Return the whole application of a valid last step; an uploaded purchase order is stored now."""
        upload = form.cleaned_data.get("po_file")
        po_file = None
        if upload:
            name, content, content_type = upload
            po_file = store_private(content, name=name, content_type=content_type, purpose="purchase-order")
        return Application(
            edition=self.edition,
            people=people,
            buyer=form.buyer,
            billing=form.bill_to,
            method=form.payment_method,
            consented_at=timezone.now(),
            language=get_language() or "en",
            po_number=form.cleaned_data.get("po_number", ""),
            po_file=po_file,
            codes=self.codes,
            offer=self.content.get("offer", ""),
            expected_total=form.total,
        )


def buyer_of(request: HttpRequest) -> User | None:
    """Return the signed-in person, or None for a guest."""
    return request.user if request.user.is_authenticated else None
