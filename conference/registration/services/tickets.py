"""Tickets: a random token and a PDF, given out only after vetting and against money or an approved promise."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from billing.orders.models import Order
from billing.purchase_orders.models import PurchaseOrder
from conference.registration.places import Registration
from conference.registration.services.locking import lock_places
from conference.registration.states import State
from conference.registration.tasks import fulfil_order
from core.audit.services import record
from core.codes import secret
from core.files.services import erase_private, store_private
from core.pdf import render_pdf
from core.qr import qr_svg


def may_have_ticket(place: Registration, order: Order) -> bool:
    """Whether the ticket may be given out: named, vetted, and paid or promised by an approved purchase order."""
    if not place.is_named:
        return False
    if place.state == State.PAID:
        return True
    return place.state == State.CONFIRMED_UNPAID and promise_is_approved(order)


def promise_is_approved(order: Order) -> bool:
    """Whether finance has approved the order's purchase order."""
    promise = PurchaseOrder.objects.filter(order=order).first()
    return bool(promise and promise.state == PurchaseOrder.State.APPROVED)


def issue_tickets(order: Order) -> list[Registration]:
    """Give a token and a PDF to every place that may have one and has none; return the places that got one.

    Called by a task: the token is committed first, the document is made outside the transaction.
    """
    with transaction.atomic():
        ready = [place for place in lock_places(order) if may_have_ticket(place, order)]
        for place in ready:
            if not place.ticket_token:
                place.ticket_token = secret()
                place.save(update_fields=["ticket_token", "changed_at"])
    without = [place for place in ready if place.ticket_file_id is None]
    for place in without:
        _make_document(place, order)
    return without


def _make_document(place: Registration, order: Order) -> None:
    with translation.override(order.language):
        qr = qr_svg(str(place.ticket_token), label=_("QR code of this ticket, for the desk"))
        pdf = render_pdf("conference/ticket", {"place": place, "qr": qr})
        name = _("ticket-%(year)d.pdf") % {"year": place.edition.year}
    place.ticket_file = store_private(pdf, name=name, content_type="application/pdf", purpose="ticket")
    place.save(update_fields=["ticket_file", "changed_at"])


@transaction.atomic
def revoke_ticket(*, place: Registration, actor: Any, reason: str) -> None:
    """Kill the place's token and its document; a task makes and sends a new ticket if one is due."""
    if place.ticket_file:
        erase_private(place.ticket_file)
    place.ticket_token, place.ticket_file = None, None
    place.save(update_fields=["ticket_token", "ticket_file", "changed_at"])
    record(actor=actor, action="registration.ticket_revoked", obj=place, reason=reason)
    fulfil_order.enqueue(place.order_id)
