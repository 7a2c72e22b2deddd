"""The last page before paying: what it costs, on which terms, how it is paid."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from billing.invoices.services import request_quote
from billing.orders.access import allow_stripe
from billing.orders.inputs import BillTo
from billing.orders.models import Order
from billing.orders.views import go_to_checkout
from billing.purchase_orders.services import submit_purchase_order
from conference.registration.applications import Application, Person, PricedItem, order_lines, total
from conference.registration.capacity import SoldOut
from conference.registration.conditions import overlapping_pairs
from conference.registration.discounts.granting import Grant
from conference.registration.discounts.views import discount_context
from conference.registration.forms import ReviewForm
from conference.registration.services.placing import SELLER, PriceChanged, SaleClosed, place_application
from conference.registration.steps import LABELS, Steps, buyer_of
from conference.registration.views.choose import find_draft, published_edition, start_again
from conference.registration.waitlist.services import OfferGone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, year: int, draft_id: str) -> HttpResponseBase:
    """Show everything once more; a valid POST places the order and goes on to paying. A second POST finds it placed."""
    edition = published_edition(year)
    draft = find_draft(request, edition, draft_id)
    if draft is None:
        return start_again(request, edition)
    if draft.order:
        return _go_on(request, draft.order)
    steps = Steps(edition, draft, buyer_of(request))
    people = steps.people()
    if people is None:
        return redirect("registration:people", year=year, draft_id=draft_id)
    if request.method != "POST":
        grant = steps.grant(people)
        items = grant.priced()
        return _page(request, steps, grant, items, steps.review_form(people, total(items)))
    return _buy(request, steps, people)


def _buy(request: HttpRequest, steps: Steps, people: list[Person]) -> HttpResponseBase:
    shown = _shown_total(request)
    if shown is None:
        return _again(request, steps, people, PRICES_CHANGED)
    form = steps.review_form(people, shown, request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, steps, people, "")
    return _place(request, steps, people, form)


PRICES_CHANGED = gettext_lazy(
    "The prices changed while you were filling in the form. Look at the new total and confirm again."
)


def _shown_total(request: HttpRequest) -> Decimal | None:
    """Return the total that the buyer says they saw; whether it holds is decided under the sale's lock."""
    try:
        shown = Decimal(request.POST.get("expected_total", ""))
    except InvalidOperation:
        return None
    return shown if shown.is_finite() and 0 <= shown < 10**9 else None


def _place(request: HttpRequest, steps: Steps, people: list[Person], form: ReviewForm) -> HttpResponseBase:
    application = steps.application(people, form)
    draft = steps.draft
    try:
        order = place_application(application=application, submission_key=draft.public_id, user=steps.user)
    except SoldOut as sold_out:
        return _again(request, steps, people, sold_out_sentence(sold_out))
    except PriceChanged:
        return _again(request, steps, people, PRICES_CHANGED)
    except OfferGone:
        return _again(request, steps, people, _("The offer from the waitlist is over, or is for fewer places."))
    except SaleClosed:
        return redirect("registration:choose", year=steps.edition.year)
    draft.order, draft.content = order, "{}"
    draft.save(update_fields=["order", "content", "updated_at"])
    _submit_promise(order, application)
    return _go_on(request, order)


def _submit_promise(order: Order, application: Application) -> None:
    if order.method == Order.Method.PURCHASE_ORDER and application.po_file:
        submit_purchase_order(order=order, number=application.po_number, file=application.po_file, actor=order.user)


def sold_out_sentence(sold_out: SoldOut) -> str:
    """Return what to do when something is full."""
    if sold_out.left:
        return _("“%(what)s” has only %(left)d places left. Go back and choose fewer, or something else.") % {
            "what": sold_out.what,
            "left": sold_out.left,
        }
    return _("“%(what)s” is full. Go back and choose something else; nothing was charged.") % {"what": sold_out.what}


def _go_on(request: HttpRequest, order: Order) -> HttpResponseBase:
    """Send the buyer on to paying by card where that is due, else to the order's page."""
    if request.method == "POST" and order.is_in_checkout:
        return go_to_checkout(request, order)
    return redirect(order.guest_path)


def _again(request: HttpRequest, steps: Steps, people: list[Person], sentence: Any) -> HttpResponse:
    """Show what holds now, with what is wrong and why the order was not placed."""
    grant = steps.grant(people)
    items = grant.priced()
    amount = total(items)
    changed = _shown_total(request) != amount
    values = request.POST.copy()
    values["expected_total"] = str(amount)
    form = steps.review_form(people, amount, values, request.FILES)
    form.full_clean()
    if sentence or changed:
        form.add_error(None, sentence or PRICES_CHANGED)
    return _page(request, steps, grant, items, form, status=422)


def _page(
    request: HttpRequest,
    steps: Steps,
    grant: Grant,
    items: Sequence[PricedItem],
    form: ReviewForm,
    *,
    status: int = 200,
) -> HttpResponse:
    edition, people = steps.edition, grant.people
    rows = [(person, [item for item in items if item.person == number]) for number, person in enumerate(people)]
    overlaps = [
        (person, overlapping_pairs(filter(None, (add_on.session.published_entry for add_on in person.add_ons))))
        for person in people
        if person.add_ons
    ]
    context = {
        "edition": edition,
        "labels": LABELS,
        "draft": steps.draft,
        "form": form,
        "rows": rows,
        "total": total(items),
        "discounts": discount_context(grant, items, steps.codes),
        "terms": edition.cancellation_terms.in_order(),
        "overlaps": [(person, pairs) for person, pairs in overlaps if pairs],
        "quote": steps.draft.quote,
    }
    return allow_stripe(render(request, "conference/registration/review.html", context, status=status))


@never_cache
@require_POST
def quote(request: HttpRequest, year: int, draft_id: str) -> HttpResponseBase:
    """Order a quote as PDF for the draft's choice; it is made by a task and offered on the review page."""
    edition = published_edition(year)
    draft = find_draft(request, edition, draft_id)
    if draft is None or draft.order:
        return start_again(request, edition)
    steps = Steps(edition, draft, buyer_of(request))
    people = steps.people()
    if people is None:
        return redirect("registration:people", year=year, draft_id=draft_id)
    items = steps.priced(people)
    draft.quote = request_quote(
        lines=order_lines(items),
        billing=BillTo(agency=people[0].agency, name=people[0].name, country=people[0].country),
        currency=edition.currency,
        seller=SELLER,
        language=get_language() or "en",
    )
    draft.save(update_fields=["quote", "updated_at"])
    return redirect("billing:quote", document_id=draft.quote.public_id)
