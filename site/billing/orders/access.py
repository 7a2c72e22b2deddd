"""Who stands before an order's page: the buyer signed in, staff, or whoever holds its link."""

from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from billing.orders.models import Order
from billing.permissions import can_see_order, has_link

OPENED = "orders_by_link"
Response = TypeVar("Response", bound=HttpResponseBase)
STRIPE_PAGES = "https://checkout.stripe.com"


@dataclass(frozen=True)
class Access:
    """An order that this visitor may see, and the path its pages begin with."""

    order: Order
    path: str


def open_order(request: HttpRequest, public_id: str, secret: str = "") -> Access:
    """Return the order for a visitor who may see it; 404 for anybody else, as for an order that does not exist."""
    order = Order.objects.with_totals().select_related("user", "purchase_order__file").filter(public_id=public_id)
    found = order.first()
    if found is None:
        raise Http404
    if secret:
        if not has_link(found, secret):
            raise Http404
        return Access(found, found.guest_path)
    if not can_see_order(request.user, found):
        raise Http404
    return Access(found, found.get_absolute_url())


def remember_link(request: HttpRequest, order: Order) -> None:
    """Keep in the session that this visitor may see the order: Stripe is given a way back without its secret."""
    opened: list[str] = request.session.get(OPENED, [])
    if order.public_id not in opened:
        request.session[OPENED] = [*opened[-9:], order.public_id]


def open_on_return(request: HttpRequest, public_id: str) -> Access:
    """Return the order for somebody who comes back from Stripe; 404 for anybody else."""
    if public_id not in request.session.get(OPENED, []):
        return open_order(request, public_id)
    order = Order.objects.filter(public_id=public_id).first()
    if order is None:
        raise Http404
    return Access(order, order.guest_path)


def guard(response: Response) -> Response:
    """Keep an order's page out of caches, search engines and other sites' logs; let its form lead to Stripe."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return allow_stripe(response)


def allow_stripe(response: Response) -> Response:
    """Let a page's form lead to Stripe's pages (the content-security policy follows redirects of forms)."""
    response._csp_update = {"form-action": [settings.STRIPE_API_BASE or STRIPE_PAGES]}  # type: ignore[attr-defined]
    return response
