"""Buy seats for an agency, or a place for oneself."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.orders.access import allow_stripe
from billing.orders.models import Order
from billing.orders.views import go_to_checkout
from core.codes import public_id as new_key
from people.accounts.requests import MemberRequest
from training.courses.models import Course
from training.enrollment.seats.buying import buy_own_place, buy_seats
from training.enrollment.seats.errors import NotOnSale
from training.pages.agency.access import own_agency
from training.pages.agency.forms import BuyPlaceForm, BuySeatsForm
from training.pages.agency.views import page


def _go_on(request: MemberRequest, order: Order) -> HttpResponseBase:
    """Lead to paying by card where that is due, else to the order's page."""
    if order.state == Order.State.HELD:
        return go_to_checkout(request, order)
    return redirect(order.get_absolute_url())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def buy(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Choose seats and say how they are paid; the total is shown before anything is ordered."""
    agency = own_agency(request, public_id)
    courses = [course for course in Course.objects.published() if course.seat_price or course.price]
    initial = {"submission_key": new_key(), "billing_name": request.user.name, "billing_email": request.user.email,
               "billing_country": agency.country, "method": Order.Method.BANK_TRANSFER}  # fmt: skip
    form = BuySeatsForm(request.POST or None, courses=courses, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        if not form.is_confirmed:
            return allow_stripe(page(request, "confirm", agency, form=form, currency=_currency(form)))
        try:
            order = buy_seats(
                agency=agency,
                quantities=form.quantities,
                buyer=request.user,
                billing=form.bill_to(agency.name),
                method=form.cleaned_data["method"],
                submission_key=form.cleaned_data["submission_key"],
                language=get_language() or "en",
            )
        except NotOnSale as error:
            form.add_error(None, str(error))
        else:
            return _go_on(request, order)
    return page(request, "buy", agency, form=form, status=422 if form.errors else 200)


def _currency(form: BuySeatsForm) -> str:
    return next(iter(form.quantities)).currency


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def buy_place(request: MemberRequest, slug: str) -> HttpResponseBase:
    """Buy a place for oneself in a course that costs something."""
    course = get_object_or_404(
        Course.objects.published().filter(page__live=True, price__gt=0).select_related("page"), page__slug=slug
    )
    initial: dict[str, Any] = {"submission_key": new_key(), "method": Order.Method.CARD}
    form = BuyPlaceForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            order = buy_own_place(
                course=course,
                buyer=request.user,
                billing=form.bill_to(""),
                method=form.cleaned_data["method"],
                submission_key=form.cleaned_data["submission_key"],
                language=get_language() or "en",
            )
        except NotOnSale as error:
            form.add_error(None, str(error))
        else:
            return _go_on(request, order)
    context = {"course": course, "form": form}
    status = 422 if form.errors else 200
    answer: HttpResponse = render(request, "training/seats/buy_place.html", context, status=status)
    return allow_stripe(answer)
