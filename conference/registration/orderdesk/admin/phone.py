"""An order by phone in three pages, over the same draft and forms as an own order."""

import json
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.permissions import can_work_on_finance
from conference.permissions import can_decide_registrations
from conference.registration.applications import Person, total
from conference.registration.capacity import SoldOut
from conference.registration.drafts import Draft
from conference.registration.orderdesk.admin.screens import Screen
from conference.registration.orderdesk.forms.phone import PhoneForm
from conference.registration.orderdesk.phone import place_by_phone
from conference.registration.services.placing import PriceChanged, SaleClosed
from conference.registration.steps import Steps, buyer_of
from conference.registration.views.choose import published_edition
from conference.registration.views.review import PRICES_CHANGED, sold_out_sentence

MARK = "phone"


class PhoneScreen(Screen):
    """One page of the order; only whoever began it may go on with it, within a day."""

    allowed = staticmethod(can_decide_registrations)
    page_title = gettext_lazy("Order by phone")
    header_icon = "mobile-alt"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the draft."""
        if not type(self).allowed(request.user):
            raise PermissionDenied
        edition = published_edition(kwargs["year"])
        staff = buyer_of(request)
        draft = Draft(edition=edition, user=staff)
        if "draft_id" in kwargs:
            found = Draft.objects.select_related("order").filter(
                public_id=kwargs["draft_id"], edition=edition, user=staff
            )
            draft = found.first() or draft
            if draft.order:
                return redirect("conference_order_desk:order", pk=draft.order.pk)
            if draft.pk is None or MARK not in json.loads(draft.content):
                messages.info(request, _("This order was begun more than a day ago, or by somebody else. Begin again."))
                return redirect("conference_order_desk:phone", year=edition.year)
        # The caller is nobody who is signed in: no clearance, no verified address.
        self.edition, self.draft, self.steps = edition, draft, Steps(edition, draft, None)
        return super().dispatch(request, *args, **kwargs)

    def go(self, page: str) -> HttpResponseBase:
        """Go to another page of the same order."""
        return redirect(f"conference_order_desk:{page}", year=self.edition.year, draft_id=self.draft.public_id)


class Tickets(PhoneScreen):
    """Which tickets, how many."""

    template = "conference/admin/orderdesk/phone_tickets.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer them."""
        return self._page(self.steps.tickets_form(self.steps.kept("tickets")))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the choice."""
        form = self.steps.tickets_form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        self.steps.content[MARK] = True
        self.steps.remember("tickets", request.POST)
        return self.go("phone_people")

    def _page(self, form: Any, status: int = 200) -> HttpResponse:
        return self.show(status, form=form, edition=self.edition, is_open=self.edition.sale_is_open(timezone.now()))


class People(PhoneScreen):
    """Who comes, with what."""

    template = "conference/admin/orderdesk/phone_people.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One form a place."""
        if not self.steps.chosen:
            return self.go("phone_tickets")
        return self.show(forms=self.steps.person_forms(self.steps.kept("people")), draft=self.draft)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what was typed, valid or not."""
        if not self.steps.chosen:
            return self.go("phone_tickets")
        forms = self.steps.person_forms(request.POST, request.FILES)
        valid = self.steps.check_people(forms)
        self.steps.keep_proofs(form for form in forms if form.is_valid())
        self.steps.remember("people", request.POST)
        return self.go("phone_review") if valid else self.show(422, forms=forms, draft=self.draft)


class Review(PhoneScreen):
    """What it costs, who pays how; a valid POST places the order."""

    template = "conference/admin/orderdesk/phone_review.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show everything once more."""
        people = self.steps.people()
        return self.go("phone_people") if people is None else self._page(people)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Reckon anew with the typed codes, or place the order."""
        people = self.steps.people()
        if people is None:
            return self.go("phone_people")
        self.steps.content["codes"] = request.POST.get("codes", "").upper().split()[:20]
        self.steps.save()
        form = self._form(people, request.POST)
        if "reckon" in request.POST:
            return self._page(people, request.POST, quiet=True)
        if not form.is_valid():
            return self._page(people, request.POST)
        return self._place(people, form)

    def _place(self, people: list[Person], form: PhoneForm) -> HttpResponseBase:
        language = form.cleaned_data["language"]
        application = replace(self.steps.application(people, form), language=language)
        try:
            with translation.override(language):
                order = place_by_phone(
                    application=application,
                    key=self.draft.public_id,
                    actor=self.request.user,  # type: ignore[arg-type]
                    received=form.received,
                )
        except SoldOut as error:
            return self._page(people, self.request.POST, sold_out_sentence(error))
        except PriceChanged:
            return self._page(people, self.request.POST, str(PRICES_CHANGED))
        except SaleClosed:
            return self._page(people, self.request.POST, _("The sale is not open at this moment."))
        self.draft.order, self.draft.content = order, "{}"
        self.draft.save(update_fields=["order", "content", "updated_at"])
        messages.success(self.request, _("The order is placed. The caller gets a mail about it."))
        return redirect("conference_order_desk:order", pk=order.pk)

    def _form(self, people: list[Person], data: Any = None) -> PhoneForm:
        amount = total(self.steps.priced(people))
        first = next((person for person in people if person.name), None)
        initial = {
            "buyer_name": first.name if first else "",
            "buyer_email": first.email if first else "",
            "billing_agency": people[0].agency,
            "billing_country": people[0].country,
            "language": "en",
            "codes": " ".join(self.steps.codes),
            "expected_total": amount,
        }
        return PhoneForm(
            data,
            edition=self.edition,
            total=amount,
            may_book=can_work_on_finance(self.request.user),
            initial=initial,
            label_suffix="",
        )

    def _page(self, people: list[Person], data: Any = None, sentence: str = "", *, quiet: bool = False) -> HttpResponse:
        grant = self.steps.grant(people)
        items = grant.priced()
        if data is not None:
            data = data.copy()
            seen, data["expected_total"] = _amount(data.get("expected_total", "")), str(total(items))
            if not quiet and not sentence and seen != total(items):
                sentence = str(PRICES_CHANGED)
        form = self._form(people, data)
        if quiet:
            # Only the codes were asked about: what is not filled in yet is no mistake, and what is stays.
            form = self._form(people)
            form.initial.update({name: data[name] for name in form.fields if name in data})
        elif sentence:
            form.full_clean()
            form.add_error(None, sentence)
        given = {item.code.code for item in items if item.code}
        return self.show(
            200 if data is None or quiet else 422,
            form=form,
            draft=self.draft,
            rows=[(person, [item for item in items if item.person == n]) for n, person in enumerate(people)],
            total=total(items),
            currency=self.edition.currency,
            without=[code for code in self.steps.codes if code not in given],
        )


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
