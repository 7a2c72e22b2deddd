"""Another ticket, a further workshop, credit of an earlier year: the lines first, then the act."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.errors import BillingError
from billing.orders.access import guard
from billing.orders.models import Order
from billing.orders.views import go_to_checkout
from conference.registration.capacity import SoldOut
from conference.registration.catalogue import TicketType
from conference.registration.changes.access import Access, open_as_buyer
from conference.registration.changes.forms import BuyForm, CreditForm, TicketChangeForm
from conference.registration.changes.models import rules_of
from conference.registration.changes.pricing import ChangeQuote, quote_add_on, quote_ticket
from conference.registration.changes.services.crediting import edition_year, pay_with_credit
from conference.registration.changes.services.exchanging import SELLER as CHANGES
from conference.registration.changes.services.exchanging import Pending, buy_add_on, exchange_ticket
from conference.registration.services.naming import PlaceClosed
from conference.registration.services.placing import SELLER, PriceChanged, SaleClosed
from conference.registration.steps import add_ons_for, buyer_of
from conference.registration.views.review import sold_out_sentence
from core import codes
from core.money import format_money
from core.ratelimit.services import allow, visitor

TRIES_PER_HOUR = 15
REFUSALS = (SoldOut, PriceChanged, Pending, SaleClosed, PlaceClosed, BillingError)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponseBase:
    """Choose another ticket; the first POST shows the lines, the second one acts."""
    access = open_as_buyer(request, year, public_id, secret)
    place = access.place
    tickets = list(TicketType.objects.of(place.edition).offered().exclude(pk=place.ticket_type_id))
    posted = request.method == "POST"
    form = TicketChangeForm(
        request.POST if posted else None,
        edition=place.edition,
        tickets=tickets,
        initial={"key": codes.secret()},
        label_suffix="",
    )
    quote = None
    if posted and form.is_valid():
        values = form.cleaned_data
        quote = quote_ticket(place, ticket_type=values["ticket_type"], days=values["days"])
        if "confirm" in request.POST and values["expected"] == quote.shown:
            answer = _act(
                request,
                access,
                exchange_ticket,
                ticket_type=values["ticket_type"],
                days=values["days"],
                proof=values["proof"],
                expected=values["expected"],
                key=values["key"],
            )
            if not isinstance(answer, str):
                return answer
            form.add_error(None, answer)
    return _show(request, access, form, quote, template="ticket")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_on(request: HttpRequest, year: int, public_id: str, secret: str, add_on: int) -> HttpResponseBase:
    """Show what a further workshop or function comes to, and buy it."""
    access = open_as_buyer(request, year, public_id, secret)
    place = access.place
    wanted = next((item for item in add_ons_for(place.edition, place.user) if item.pk == add_on), None)
    if wanted is None:
        raise Http404
    quote = quote_add_on(place, wanted)
    posted = request.method == "POST"
    form = BuyForm(request.POST if posted else None, initial={"key": codes.secret()}, label_suffix="")
    if posted and form.is_valid():
        expected, key = form.cleaned_data["expected"] or Decimal(0), form.cleaned_data["key"]
        answer = _act(request, access, buy_add_on, add_on=wanted, expected=expected, key=key)
        if not isinstance(answer, str):
            return answer
        form.add_error(None, answer)
    return _show(request, access, form, quote, template="add_on", add_on=wanted)


def _act(request: HttpRequest, access: Access, service: Any, **values: Any) -> HttpResponseBase | str:
    """Call the service; return where to go then, or the sentence that says why not."""
    try:
        order: Order | None = service(place=access.place, actor=access.user, **values)
    except REFUSALS as refusal:
        return _why_not(refusal)
    if order is None:
        messages.success(request, _("The change is done. The order shows what follows for its money."))
        return redirect(access.back)
    if not order.is_live or order.balance <= 0:
        return redirect(order.guest_path)
    return go_to_checkout(request, order, path=order.guest_path)


def _why_not(refusal: Exception) -> str:
    """Say in a sentence why a change was refused."""
    if isinstance(refusal, SoldOut):
        return sold_out_sentence(refusal)
    if isinstance(refusal, PriceChanged):
        return _("The figures have changed since you looked. Look at them once more.")
    if isinstance(refusal, Pending):
        return _("Another change of this place is not decided yet. Finish it or take it back first.")
    if isinstance(refusal, BillingError):
        return str(refusal.sentence)
    return _("This place cannot be changed here any more. Write to us.")


def _show(
    request: HttpRequest, access: Access, form: BuyForm, quote: ChangeQuote | None, *, template: str, **more: Any
) -> HttpResponse:
    place = access.place
    context = {
        "place": place,
        "edition": place.edition,
        "form": form,
        "quote": quote,
        "currency": place.order.currency,
        "invoiced": place.order.method in Order.PROMISES,
        "minutes": rules_of(place.edition).hold_minutes,
        "back": access.url("changes"),
        **more,
    }
    status = 422 if form.errors else 200
    return guard(render(request, f"conference/registration/changes/{template}.html", context, status=status))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def credit(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Pay an order out of credit; a wrong code is answered as slowly and as plainly as another's."""
    order = Order.objects.filter(public_id=public_id, seller__in=[SELLER, CHANGES]).first()
    if order is None or not codes.same(order.secret, secret) or edition_year(order) != year:
        raise Http404
    posted = request.method == "POST"
    form = CreditForm(request.POST if posted else None, label_suffix="")
    if posted and form.is_valid():
        if not allow(f"credit:{visitor(request)}", limit=TRIES_PER_HOUR, seconds=3600):
            return render(request, "errors/429.html", status=429)
        try:
            amount = pay_with_credit(order=order, code=form.cleaned_data["code"], actor=buyer_of(request))
        except BillingError as error:
            form.add_error("code", str(error.sentence))
        else:
            said = _("%(amount)s of this order are paid by credit.") % {"amount": format_money(amount, order.currency)}
            messages.success(request, said)
            return redirect(order.guest_path)
    context = {"order": order, "form": form}
    page = render(request, "conference/registration/changes/credit.html", context, status=422 if form.errors else 200)
    return guard(page)
