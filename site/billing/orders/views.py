"""The buyer's page of an order and what can be done on it."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing.errors import BillingError
from billing.invoices.models import Invoice
from billing.orders import sections
from billing.orders.access import Access, guard, open_on_return, open_order, remember_link
from billing.orders.models import Order
from billing.payments.holds import give_back
from billing.payments.models import CheckoutAttempt
from billing.payments.services import ask_stripe, start_checkout
from billing.purchase_orders.forms import PurchaseOrderForm
from billing.purchase_orders.models import PurchaseOrder
from billing.purchase_orders.services import submit_purchase_order
from core.files.services import serve_private
from core.money import ZERO
from core.ratelimit.services import allow

State = Order.State


def order_page(request: HttpRequest, public_id: str, secret: str = "") -> HttpResponseBase:
    """Show an order: what it costs, what was paid, its documents, and what to do next."""
    if not secret and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    access = open_order(request, public_id, secret)
    if request.GET.get("returned") and access.order.state == State.HELD:
        # The webhook may be on its way still.
        access = open_order(request, public_id, secret) if ask_stripe(order=access.order) == "booked" else access
    return _page(request, access)


def _page(
    request: HttpRequest, access: Access, *, form: PurchaseOrderForm | None = None, status: int = 200
) -> HttpResponse:
    order = access.order
    purchase_order = getattr(order, "purchase_order", None)
    context = {
        "order": order,
        "path": access.path,
        "lines": order.lines.order_by("position"),
        "transactions": order.transactions.order_by("pk"),
        "documents": order.invoices.exclude(file=None).select_related("replaced_by").order_by("pk"),
        "documents_coming": order.state in (State.AWAITING, State.PAID) and not order.invoices.exists(),
        "processing": order.attempts.filter(state=CheckoutAttempt.State.PROCESSING).exists(),
        "can_pay": order.is_payable_by_card and order.balance > ZERO,
        "can_cancel": order.state == State.HELD,
        "purchase_order": purchase_order,
        "form": form or _purchase_order_form(order, purchase_order),
        "section": sections.render(request, order),
        "returned": bool(request.GET.get("returned")),
    }
    return guard(render(request, "billing/order.html", context, status=status))


def _purchase_order_form(order: Order, purchase_order: PurchaseOrder | None) -> PurchaseOrderForm | None:
    """The form, as long as a purchase order may be sent."""
    if not order.is_live or purchase_order is None:
        return None
    if PurchaseOrder.State.SUBMITTED not in PurchaseOrder.MOVES[purchase_order.state]:
        return None
    return PurchaseOrderForm(initial={"number": purchase_order.number})


# GET too: the last page of a purchase redirects here. Nothing doubles: an open page of Stripe's is gone to again.
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, public_id: str, secret: str = "") -> HttpResponseBase:
    """Take the buyer to Stripe's page; if that cannot be done, back with a sentence that says why."""
    access = open_order(request, public_id, secret)
    return go_to_checkout(request, access.order, path=access.path)


def go_to_checkout(request: HttpRequest, order: Order, *, path: str = "") -> HttpResponseBase:
    """Answer with a redirect to the page where the order is paid; sellers call it when an order has been placed."""
    path = path or (order.get_absolute_url() if request.user.is_authenticated and order.user_id else order.guest_path)
    if not allow(f"pay:{order.pk}", limit=20, seconds=600):
        messages.error(request, _("That was too often. Wait a few minutes and try again."))
        return HttpResponseRedirect(path)
    if path == order.guest_path:
        remember_link(request, order)
    back = request.build_absolute_uri(f"{order.get_absolute_url()}return/")
    try:
        url = start_checkout(order=order, return_url=back, cancel_url=back)
    except BillingError as error:
        messages.error(request, str(error.sentence))
        return guard(HttpResponseRedirect(path))
    return guard(HttpResponseRedirect(url, status=303))


@require_GET
def came_back(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Back from Stripe, paid or not: ask Stripe how it stands, then show the order."""
    access = open_on_return(request, public_id)
    ask_stripe(order=access.order)
    return guard(HttpResponseRedirect(f"{access.path}?returned=1"))


@require_POST
def cancel(request: HttpRequest, public_id: str, secret: str = "") -> HttpResponseBase:
    """Give the places of an unpaid hold back."""
    access = open_order(request, public_id, secret)
    actor = request.user if request.user.is_authenticated else None
    try:
        give_back(order=access.order, actor=actor, reason="buyer")
    except BillingError as error:
        messages.error(request, str(error.sentence))
    return guard(HttpResponseRedirect(access.path))


@require_POST
def send_purchase_order(request: HttpRequest, public_id: str, secret: str = "") -> HttpResponseBase:
    """Take a purchase order's number and file."""
    access = open_order(request, public_id, secret)
    form = PurchaseOrderForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, form=form, status=422)
    actor = request.user if request.user.is_authenticated else None
    try:
        submit_purchase_order(order=access.order, number=form.cleaned_data["number"], file=form.stored(), actor=actor)
    except BillingError as error:
        messages.error(request, str(error.sentence))
    else:
        messages.success(request, _("Thank you. We check the purchase order and write to you."))
    return guard(HttpResponseRedirect(access.path))


@require_GET
def document(request: HttpRequest, public_id: str, document_id: str, secret: str = "") -> HttpResponseBase:
    """Send one of the order's documents."""
    access = open_order(request, public_id, secret)
    found = access.order.invoices.select_related("file").filter(public_id=document_id).first()
    return _pdf(found)


@require_GET
def quote_page(request: HttpRequest, document_id: str) -> HttpResponse:
    """Wait for a quote's PDF and offer it; whoever has the address may read it."""
    quote = Invoice.objects.filter(public_id=document_id, kind=Invoice.Kind.QUOTE).first()
    if quote is None:
        raise Http404
    response = guard(render(request, "billing/quote.html", {"quote": quote}))
    if quote.file_id is None:
        response["Refresh"] = "4"
    return response


@require_GET
def quote_pdf(request: HttpRequest, document_id: str) -> HttpResponseBase:
    """Send a quote."""
    kind = Invoice.Kind.QUOTE
    return _pdf(Invoice.objects.select_related("file").filter(public_id=document_id, kind=kind).first())


def _pdf(found: Invoice | None) -> HttpResponseBase:
    if found is None or found.file is None:
        raise Http404
    return guard(serve_private(found.file))
