"""Get in line, leave it, be offered a freed place, take it; all counted under the lock of the sales."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.orders.inputs import NewLine
from billing.orders.models import Order
from billing.orders.services import add_lines
from billing.orders.settlement import lock_order
from conference.agenda.placed import with_published_entry
from conference.edition.models import Edition
from conference.registration.applications import Person
from conference.registration.capacity import lock_sales, usage
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.places import Registration, RegistrationItem
from conference.registration.states import OCCUPYING, State
from conference.registration.waitlist.emails import send_asked, send_lapsed, send_offer
from conference.registration.waitlist.line import Wish, allot
from conference.registration.waitlist.models import WaitEntry, WaitlistRules
from conference.registration.waitlist.priorities import priority_of
from conference.registration.waitlist.states import OPEN, WaitState
from core.audit.services import record

LEAST = timedelta(minutes=30)


class WaitlistClosed(Exception):
    """No wishes are taken: the organizers closed the line, or it has begun."""


class OfferGone(Exception):
    """The offer is over, was taken, or is for other or fewer places."""


def rules_of(edition: Edition) -> WaitlistRules:
    """Return an edition's rules, stored or not."""
    return WaitlistRules.objects.filter(edition=edition).first() or WaitlistRules(edition=edition)


def starts_at(edition: Edition) -> datetime:
    """Return when the edition begins: the first day's midnight at the venue. Nothing is offered from then on."""
    return datetime.combine(edition.start_date, time(), edition.zone)


def start_of(entry: WaitEntry) -> datetime:
    """Return when what a wish is for begins."""
    published = entry.add_on.session.published_entry if entry.add_on else None
    return published.starts_at if published else starts_at(entry.edition)


@transaction.atomic
def ask(
    *, ticket_type: TicketType, email: str, name: str, quantity: int, accepts_fewer: bool, language: str
) -> WaitEntry:
    """Note a wish that counts once its address is confirmed, and send its link; a standing wish's link is sent again.

    The same is done for every address, known or not. Raises WaitlistClosed.
    """
    edition = lock_sales(ticket_type.edition)
    if not rules_of(edition).is_open or timezone.now() >= starts_at(edition):
        raise WaitlistClosed
    address = email.strip().lower()
    wanted = {"name": name, "quantity": quantity, "accepts_fewer": accepts_fewer, "language": language}
    entry = WaitEntry.objects.standing().filter(ticket_type=ticket_type, email=address).first()
    if entry is None:
        entry = WaitEntry.objects.create(edition=edition, ticket_type=ticket_type, email=address, **wanted)
    elif entry.state == WaitState.ASKED:
        for field, value in wanted.items():
            setattr(entry, field, value)
        entry.save()
    send_asked(entry)
    return entry


@transaction.atomic
def confirm(*, entry: WaitEntry) -> WaitEntry:
    """Put a wish into the line, at the end of its class; again changes nothing. Raises WaitlistClosed."""
    lock_sales(entry.edition)
    entry = WaitEntry.objects.select_related("edition", "ticket_type").get(pk=entry.pk)
    if entry.state != WaitState.ASKED:
        return entry
    if timezone.now() >= starts_at(entry.edition):
        raise WaitlistClosed
    entry.move_to(WaitState.WAITING)
    entry.queued_at = timezone.now()
    # A priority that staff gave stays.
    entry.priority = entry.priority or priority_of(entry.edition, ticket_type=entry.ticket_type, email=entry.email)
    entry.save(update_fields=["state", "queued_at", "priority"])
    return entry


@transaction.atomic
def wait_for_add_on(*, place: Registration, add_on: AddOn) -> WaitEntry:
    """Put a place into the line for an add-on; the second time returns the first's turn. Raises WaitlistClosed."""
    edition = lock_sales(place.edition)
    standing = WaitEntry.objects.standing().filter(registration=place, add_on=add_on).first()
    if standing:
        return standing
    entry = WaitEntry(
        edition=edition,
        add_on=add_on,
        registration=place,
        name=place.name,
        email=place.email or place.order.buyer_email,
        state=WaitState.WAITING,
        queued_at=timezone.now(),
        language=place.order.language,
    )
    if place.state not in OCCUPYING or not rules_of(edition).is_open or timezone.now() >= start_of(entry):
        raise WaitlistClosed
    if proved(place):
        entry.priority = priority_of(edition, ticket_type=place.ticket_type, email=place.email)
    entry.save()
    return entry


def proved(place: Registration) -> bool:
    """Whether the place was vetted: a typed address alone gives nobody a better turn."""
    return place.state in (State.APPROVED, State.CONFIRMED_UNPAID, State.PAID)


@transaction.atomic
def leave(*, entry: WaitEntry) -> None:
    """Give a wish up; an offer goes to the next at once."""
    edition = lock_sales(entry.edition)
    entry = WaitEntry.objects.get(pk=entry.pk)
    if entry.state in OPEN:
        entry.move_to(WaitState.LEFT)
        entry.save(update_fields=["state"])
        advance(edition)


@transaction.atomic
def advance(edition: Edition) -> list[WaitEntry]:
    """End what is over and offer what is free to the first in line; return the new offers. Repeating does no harm."""
    edition = lock_sales(edition)
    now = timezone.now()
    for late in WaitEntry.objects.overdue(now).filter(edition=edition).select_related(*NEEDED):
        late.move_to(WaitState.LAPSED)
        late.save(update_fields=["state"])
        send_lapsed(late)
    line = _line(edition, now)
    if not line or not edition.sale_is_open(now):
        return []
    wishes = [
        Wish(
            entry.pk,
            (entry.ticket_type_id, entry.add_on_id),
            entry.quantity,
            entry.accepts_fewer,
            in_edition=entry.add_on_id is None,
        )
        for entry in line
    ]
    taken = usage(edition)
    free = {
        (entry.ticket_type_id, entry.add_on_id): taken.free_of(entry.ticket_type or entry.add_on)  # type: ignore[arg-type]
        for entry in line
    }
    given = allot(wishes, free, taken.free_in(edition))
    by_key = {entry.pk: entry for entry in line}
    hours = timedelta(hours=rules_of(edition).offer_hours)
    return [_offer(by_key[wish.key], number, now + hours) for wish, number in given]


NEEDED = ("edition", "ticket_type", "add_on__session", "registration")


def _line(edition: Edition, now: datetime) -> list[WaitEntry]:
    """Return who waits, in order; what has begun, or belongs to an ended place, is closed."""
    standing = WaitEntry.objects.standing().filter(edition=edition).order_by("-priority", "queued_at", "pk")
    needed = standing.select_related(*NEEDED).prefetch_related(with_published_entry("add_on__session__"))
    line = []
    for entry in needed:
        ended = entry.registration is not None and entry.registration.state not in OCCUPYING
        if ended or now + LEAST >= start_of(entry):
            if entry.state != WaitState.OFFERED or ended or now >= start_of(entry):
                entry.move_to(WaitState.CLOSED)
                entry.save(update_fields=["state"])
        elif entry.state == WaitState.WAITING:
            line.append(entry)
    return line


def _offer(entry: WaitEntry, number: int, until: datetime) -> WaitEntry:
    entry.move_to(WaitState.OFFERED)
    entry.offered, entry.held_until = number, min(until, start_of(entry))
    entry.save(update_fields=["state", "offered", "held_until"])
    record(actor=None, action="waitlist.offered", obj=entry, changes={"places": number})
    send_offer(entry)
    return entry


def claim(edition: Edition, key: str, people: Sequence[Person]) -> WaitEntry | None:
    """Return the offer that an order takes, or None without one; the caller holds `lock_sales`. Raises OfferGone."""
    if not key:
        return None
    entry = WaitEntry.objects.filter(edition=edition, public_id=key, add_on=None).first()
    fits = entry and len(people) <= entry.offered and {p.ticket_type.pk for p in people} == {entry.ticket_type_id}
    if entry is None or not entry.is_takeable or not fits:
        raise OfferGone
    return entry


def settle_claim(entry: WaitEntry, order: Order) -> None:
    """Note that an order took the offer; the link is dead from now on."""
    entry.move_to(WaitState.TAKEN)
    entry.order = order
    entry.save(update_fields=["state", "order"])


@transaction.atomic
def take_add_on(*, entry: WaitEntry, actor: Any = None) -> Order:
    """Add the offered add-on to its place and return the order, which owes its price now. Raises OfferGone."""
    lock_sales(entry.edition)
    found = WaitEntry.objects.select_related("add_on__session", "registration").get(pk=entry.pk)
    place, add_on = found.registration, found.add_on
    if place is None or add_on is None or not found.is_takeable:
        raise OfferGone
    order = lock_order(place.order)
    if not order.is_live or order.state == Order.State.HELD or place.state not in OCCUPYING:
        raise OfferGone
    if place.items.filter(add_on=add_on, cancelled_at=None).exists():
        raise OfferGone
    line = NewLine(description=add_on.session.public_title, unit_net=add_on.price)
    (written,) = add_lines(order=order, lines=[line], actor=actor, reason="waitlist")
    kind = RegistrationItem.Kind.ADD_ON
    RegistrationItem.objects.create(registration=place, kind=kind, line=written, add_on=add_on)
    settle_claim(found, order)
    return order
