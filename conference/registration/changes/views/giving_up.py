"""Cancel a place or a workshop of it: the figures first, then the act with the very same ones."""

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from billing.balances.models import Balance
from billing.errors import BillingError
from billing.orders.access import guard
from conference.registration.changes.access import Access, open_as_buyer
from conference.registration.changes.forms import ConfirmForm
from conference.registration.changes.quotes import Quote, quote_cancellation
from conference.registration.changes.services.cancelling import TermsMoved, credit_end, give_up_item, give_up_place
from conference.registration.places import RegistrationItem
from conference.registration.services.naming import PlaceClosed
from conference.registration.states import OCCUPYING, IllegalMove

Act = Callable[[Decimal, bool], Quote]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Cancel the whole place."""
    access = open_as_buyer(request, year, public_id, secret)
    quote = quote_cancellation(access.place, on=access.place.edition.today())

    def act(expected: Decimal, as_credit: bool) -> Quote:
        return give_up_place(place=access.place, expected_back=expected, as_credit=as_credit, actor=access.user)

    return _page(request, access, quote, act)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, year: int, public_id: str, secret: str, item: int) -> HttpResponse:
    """Cancel one workshop or function."""
    access = open_as_buyer(request, year, public_id, secret)
    rows = access.place.items.filter(pk=item, kind=RegistrationItem.Kind.ADD_ON, cancelled_at=None)
    found = rows.select_related("line__order", "add_on__session").first()
    if found is None:
        raise Http404
    quote = quote_cancellation(access.place, on=access.place.edition.today(), item=found)

    def act(expected: Decimal, as_credit: bool) -> Quote:
        return give_up_item(
            place=access.place, item=found, expected_back=expected, as_credit=as_credit, actor=access.user
        )

    return _page(request, access, quote, act)


def _page(request: HttpRequest, access: Access, quote: Quote, act: Act) -> HttpResponse:
    place = access.place
    if place.state not in OCCUPYING:
        messages.info(request, _("This place is given up already."))
        return redirect(access.back)
    until = credit_end(place)
    posted = request.method == "POST"
    form = ConfirmForm(
        request.POST if posted else None,
        offers_credit=until is not None and quote.back > 0,
        initial={"expected": quote.back},
        label_suffix="",
    )
    if posted and form.is_valid():
        try:
            act(form.cleaned_data["expected"], form.cleaned_data.get("way") == "credit")
        except TermsMoved:
            messages.error(request, _("The figures have changed since you looked. Look at them once more."))
            return redirect(request.path)
        except (PlaceClosed, IllegalMove):
            messages.error(request, _("This cannot be cancelled here any more. Write to us."))
            return redirect(access.url("changes"))
        except BillingError as error:
            messages.error(request, str(error.sentence))
            return redirect(access.url("changes"))
        return redirect(access.url("given_up"))
    context = {
        "place": place,
        "edition": place.edition,
        "quote": quote,
        "form": form,
        "until": until,
        "back": access.url("changes"),
        "currency": place.order.currency,
    }
    page = render(request, "conference/registration/changes/give_up.html", context, status=422 if form.errors else 200)
    return guard(page)


@never_cache
@require_safe
def done(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Confirm what was given up; credits of the order are shown with what is left of them."""
    access = open_as_buyer(request, year, public_id, secret)
    gone = access.place.items.exclude(cancelled_at=None).select_related("line")
    orders = {entry.line.order_id for entry in gone} | {access.place.order_id}
    context = {
        "place": access.place,
        "edition": access.place.edition,
        "gone": gone,
        "whole": access.place.state not in OCCUPYING,
        "credits": Balance.objects.with_rest().filter(source__in=orders),
        "back": access.back,
    }
    return guard(render(request, "conference/registration/changes/given_up.html", context))
