"""Another ticket, or one more workshop: at once where nothing is to be paid by card, else when its payment came."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.orders.inputs import BillTo, Buyer, NewLine
from billing.orders.models import Order
from billing.orders.services import add_lines, place_order
from conference.agenda.placed import with_published_entry
from conference.registration.capacity import lock_sales, require_places
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.changes.models import Change, rules_of
from conference.registration.changes.pricing import ChangeQuote, quote_add_on, quote_ticket
from conference.registration.changes.services.applying import apply_add_on, apply_reduction, apply_ticket
from conference.registration.changes.services.cancelling import nothing_pending
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.locking import lock_place
from conference.registration.services.naming import PlaceClosed
from conference.registration.services.placing import PriceChanged, SaleClosed
from conference.registration.states import OCCUPYING
from core.audit.services import record

SELLER = "conference-change"


class Pending(Exception):
    """Another change or a proposed colleague is not decided yet."""


def _open(place: Registration) -> tuple[Order, Registration]:
    """Return the locked order and place if both may be changed; raises SaleClosed, PlaceClosed and Pending."""
    edition = lock_sales(place.edition)
    if not edition.sale_is_open(timezone.now()) or edition.today() >= edition.start_date:
        raise SaleClosed
    order, place = lock_place(place)
    if place.state not in OCCUPYING or not place.is_named or not order.is_live or order.state == Order.State.HELD:
        raise PlaceClosed
    if not nothing_pending(place):
        raise Pending
    place.order, place.edition = order, edition
    return order, place


@transaction.atomic
def exchange_ticket(
    *,
    place: Registration,
    ticket_type: TicketType,
    days: Sequence[date],
    proof: str,
    expected: Decimal,
    key: str,
    actor: Any,
) -> Order | None:
    """Give a place another ticket; return the order to be paid first, or None if the change is done.

    `expected` is the figure shown; `key` the form's, so that a second click changes nothing. A dearer ticket on an
    order by invoice goes onto the invoice. The place is vetted for the new ticket. Raises SaleClosed, PlaceClosed,
    Pending, PriceChanged and SoldOut.
    """
    placed = Order.objects.filter(submission_key=_key(key)).first()
    if placed:
        return placed
    order, place = _open(place)
    quote = quote_ticket(place, ticket_type=ticket_type, days=days)
    if quote.shown != expected or ticket_type == place.ticket_type:
        raise PriceChanged(quote.shown)
    require_places(edition=place.edition, people=0, tickets=[(ticket_type, quote.item.quantity)], add_ons=[])
    change = Change(
        registration=place,
        kind=Change.Kind.TICKET,
        ticket_type=ticket_type,
        days=[day.isoformat() for day in days],
        quantity=quote.item.quantity,
        proof=proof,
        rule=quote.item.rule,
        code=quote.item.code,
        discount=quote.item.discount,
    )
    with translation.override(order.language):
        text = _("%(new)s instead of %(old)s") % {"new": ticket_type.name, "old": place.ticket_type.name}
    if quote.due and order.method not in Order.PROMISES:
        return _hold(change, order, text, quote.due, key=key, actor=actor)
    if quote.due:
        _onto_invoice(place, order, text, quote.due, actor=actor, kind=RegistrationItem.Kind.DIFFERENCE)
    elif quote.less:
        apply_reduction(place, quote, text=text, actor=actor)
    apply_ticket(place, change, actor=actor)
    return None


@transaction.atomic
def buy_add_on(*, place: Registration, add_on: AddOn, expected: Decimal, key: str, actor: Any) -> Order | None:
    """Add a workshop or function to a place, as above; also raises PriceChanged if the place has it already."""
    placed = Order.objects.filter(submission_key=_key(key)).first()
    if placed:
        return placed
    order, place = _open(place)
    add_on = (
        AddOn.objects.select_related("session").prefetch_related(with_published_entry("session__")).get(pk=add_on.pk)
    )
    entry = add_on.session.published_entry
    if entry and entry.starts_at <= timezone.now():
        raise SaleClosed
    quote: ChangeQuote = quote_add_on(place, add_on)
    if quote.shown != expected or place.items.filter(add_on=add_on, cancelled_at=None).exists():
        raise PriceChanged(quote.shown)
    require_places(edition=place.edition, people=0, tickets=[], add_ons=[add_on])
    change = Change(registration=place, kind=Change.Kind.ADD_ON, add_on=add_on)
    text = add_on.session.public_title
    if quote.due and order.method not in Order.PROMISES:
        return _hold(change, order, text, quote.due, key=key, actor=actor)
    item = _onto_invoice(place, order, text, quote.due, actor=actor, kind=RegistrationItem.Kind.ADD_ON, add_on=add_on)
    apply_add_on(place, item, actor=actor)
    return None


def _key(key: str) -> str:
    return f"change-{key}"[:64]


def _onto_invoice(
    place: Registration, order: Order, text: str, amount: Decimal, *, actor: Any, kind: str, add_on: AddOn | None = None
) -> RegistrationItem:
    """Add a line to the place's own order; what it owes then goes onto its invoice."""
    new = [NewLine(description=text[:300], unit_net=amount)]
    (line,) = add_lines(order=order, lines=new, actor=actor, reason="change")
    return RegistrationItem.objects.create(registration=place, kind=kind, line=line, add_on=add_on)


def _hold(change: Change, order: Order, text: str, amount: Decimal, *, key: str, actor: Any) -> Order:
    """Place an order of its own for what is to be paid; while it is held, the change keeps its place."""
    place = change.registration
    change.order = place_extra_order(
        order, text=text, amount=amount, key=_key(key), minutes=rules_of(place.edition).hold_minutes, actor=actor
    )
    change.save()
    record(actor=actor, action="change.held", obj=change, changes={"amount": amount, "kind": change.kind})
    return change.order


def place_extra_order(order: Order, *, text: str, amount: Decimal, key: str, minutes: int, actor: Any) -> Order:
    """Place an order beside another one: the same buyer, the same bill-to, by card, held for so many minutes."""
    return place_order(
        lines=[NewLine(description=text[:300], unit_net=amount)],
        buyer=Buyer(name=order.buyer_name, email=order.buyer_email),
        billing=BillTo(
            name=order.billing_name,
            agency=order.billing_agency,
            address=order.billing_address,
            country=order.billing_country,
            email=order.billing_email,
            tax_id=order.billing_tax_id,
            reference=order.billing_reference,
        ),
        currency=order.currency,
        method=Order.Method.CARD,
        seller=SELLER,
        user=order.user,
        language=order.language,
        submission_key=key,
        hold_minutes=minutes,
        terms=order.terms_snapshot,
        actor=actor,
    )
