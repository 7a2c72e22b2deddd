"""Follow an order of seats to the end: the seats, the documents, the buyer's mail. Runs in a task."""

from django.utils import translation
from django.utils.translation import gettext as _

from billing.invoices.models import Invoice
from billing.invoices.services import ensure_document
from billing.orders.models import Order
from billing.orders.services import mark_fulfilled
from core.mail.services import queue_mail, was_queued
from training.enrollment.seats.models import SeatLot
from training.enrollment.seats.settling import follow_order


def fulfil(order: Order) -> None:
    """Bring everything that depends on an order in line with it; each step stores what it did."""
    follow_order(order)
    order.refresh_from_db()
    with translation.override(order.language):
        if order.state != Order.State.HELD:
            _tell_buyer(order, _documents(order))
    mark_fulfilled(order=order)


def _documents(order: Order) -> list[Invoice]:
    """Return the receipt of a paid order, the invoice of a promise, the credit notes of a cancelled one."""
    if order.state == Order.State.PAID and order.total:
        return [ensure_document(order=order, kind=Invoice.Kind.RECEIPT)]
    if order.state == Order.State.AWAITING and order.method in Order.PROMISES:
        return [ensure_document(order=order, kind=Invoice.Kind.INVOICE)]
    return list(order.invoices.filter(kind=Invoice.Kind.CREDIT_NOTE).select_related("file"))


def _tell_buyer(order: Order, documents: list[Invoice]) -> None:
    """Mail where the order stands, once for each state: ordered, usable, ended."""
    stage = "usable" if order.is_covered else "ordered" if order.is_live else "ended"
    key = f"seats-{order.pk}-{stage}"
    if was_queued(key):
        return
    queue_mail(
        kind=f"training.seats.{stage}",
        to=order.buyer_email,
        subject=_("Your order %(number)s") % {"number": order.number},
        template=f"training/seats/{stage}",
        context={"order": order, "lots": SeatLot.objects.filter(line__order=order).select_related("course")},
        attachments=[document.file for document in documents if document.file],
        unique_key=key,
    )
