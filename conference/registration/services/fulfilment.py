"""Follow an order's change to the end: places, tickets, documents, mails. Runs in a task; harmless when repeated."""

from django.utils import translation

from billing.invoices.models import Invoice
from billing.invoices.services import ensure_document
from billing.orders.models import Order
from billing.orders.services import mark_fulfilled
from conference.registration import emails
from conference.registration.refunding.models import MassRefundEntry
from conference.registration.services.settling import follow_order
from conference.registration.services.tickets import issue_tickets


def fulfil(order_id: int) -> None:
    """Bring everything that depends on an order in line with it.

    Each step stores what it did, and each mail has a key of its own, so a task that died half way is simply run
    again. The order counts as fulfilled only when the last step is done.
    """
    order = Order.objects.get(pk=order_id)
    has_places = follow_order(order)
    order.refresh_from_db()
    with translation.override(order.language):
        if not has_places:
            emails.send_no_place(order)
        elif order.state == Order.State.HELD:
            emails.send_held(order)
        elif order.is_live:
            issue_tickets(order)
            emails.send_confirmation(order, _documents(order))
        elif order.state == Order.State.CANCELLED and not MassRefundEntry.objects.filter(order=order).exists():
            emails.send_cancelled(order, _documents(order))
    mark_fulfilled(order=order)


def _documents(order: Order) -> list[Invoice]:
    """Return what the buyer gets as PDF: the receipt of a paid order, the invoice of a promise, its credit notes."""
    kinds = Invoice.Kind
    if order.state == Order.State.PAID and order.total:
        return [ensure_document(order=order, kind=kinds.RECEIPT)]
    if order.state == Order.State.AWAITING and order.method in Order.PROMISES:
        return [ensure_document(order=order, kind=kinds.INVOICE)]
    return list(order.invoices.filter(kind=kinds.CREDIT_NOTE).select_related("file"))
