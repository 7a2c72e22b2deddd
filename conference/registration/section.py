"""What the order's page shows of its places."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.orders.models import Order
from conference.registration.changes.models import Change, Substitution
from conference.registration.places import Registration
from conference.registration.states import OCCUPYING, State
from conference.registration.vetting.asking.models import Enquiry

TEMPLATE = "conference/registration/section.html"
CHANGE_TEMPLATE = "conference/registration/changes/section.html"
KINDS = {
    State.APPLIED: "info",
    State.APPROVED: "info",
    State.CONFIRMED_UNPAID: "warning",
    State.PAID: "success",
    State.REFUSED: "danger",
    State.CANCELLED: "neutral",
    State.EXPIRED: "neutral",
}


def section_context(order: Order) -> dict[str, Any]:
    """Return the order's places as the template shows them, in four queries for any number."""
    places = order.registrations.select_related("ticket_type", "edition").prefetch_related("items__add_on__session")
    rows = list(places)
    asked = {enquiry.registration_id: enquiry for enquiry in Enquiry.objects.open().filter(registration__in=rows)}
    many = order.is_live and order.state != Order.State.HELD and rows
    people = reverse("registration:order_people", args=[rows[0].edition.year, order.public_id, order.secret])
    arguments = [rows[0].edition.year, order.public_id, order.secret] if rows else []
    owes = rows and order.is_live and order.balance > 0
    return {
        "places": [_row(order, place, asked.get(place.pk)) for place in rows],
        "people_url": people if many else "",
        "credit_url": reverse("registration:order_credit", args=arguments) if owes else "",
    }


def change_context(order: Order) -> dict[str, Any]:
    """Return what the page of an order for a change shows: what it is for, and the way back to the place's order."""
    change = Change.objects.filter(order=order).select_related("registration__order", "ticket_type").first()
    proposal = Substitution.objects.filter(order=order).select_related("registration__order").first()
    place = change.registration if change else proposal.registration if proposal else None
    year = place.edition.year if place else 0
    credit = reverse("registration:order_credit", args=[year, order.public_id, order.secret])
    owes = order.is_live and order.balance > 0
    return {"change": change, "proposal": proposal, "place": place, "credit_url": credit if owes else ""}


def _row(order: Order, place: Registration, enquiry: Enquiry | None) -> dict[str, Any]:
    arguments = [place.edition.year, place.public_id, order.secret]
    open_name = place.state == State.APPLIED and not place.is_named
    return {
        "name": place.name,
        "ticket_type": place.ticket_type,
        "days": place.days,
        "get_state_display": place.get_state_display(),
        "state_kind": KINDS[State(place.state)],
        "add_on_titles": [
            item.add_on.session.public_title for item in place.items.all() if item.add_on and not item.cancelled_at
        ],
        "may_be_named": open_name,
        "name_url": reverse("registration:name", args=arguments) if open_name else "",
        "ticket_url": reverse("registration:ticket", args=arguments) if place.ticket_file_id else "",
        "wait_url": reverse("registration:place_waits", args=arguments) if place.state in OCCUPYING else "",
        "waits_for": _waits_for(order, place),
        "question": enquiry.question if enquiry else "",
        "answer_url": reverse("registration:answer", args=arguments) if enquiry else "",
        "answer_until": enquiry.due_on if enquiry else None,
        "changes_url": reverse("registration:changes", args=arguments) if _may_change(order, place) else "",
    }


def _waits_for(order: Order, place: Registration) -> str:
    """Return what the place's ticket still waits for, in a sentence."""
    if place.state == State.APPLIED and place.is_named and not order.is_in_checkout:
        return _("We are checking the application. You get a mail as soon as it is decided.")
    if place.state == State.CONFIRMED_UNPAID:
        return _("The place is firm. The ticket comes with the payment, or once your purchase order is approved.")
    if place.state == State.APPROVED and order.waits_for_seller:
        return _("This application is approved. You can pay once the others of the order are decided.")
    if place.state in (State.APPLIED, State.APPROVED) and order.is_in_checkout:
        return _("The place is held while you pay.")
    return ""


def _may_change(order: Order, place: Registration) -> bool:
    return place.state in OCCUPYING and place.is_named and order.is_live and order.state != Order.State.HELD
