"""Whom a message is for: places by filter, then one recipient for each address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, TextField
from django.db.models.functions import Cast

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.places import Registration, RegistrationItem, RegistrationQuerySet
from conference.registration.states import OCCUPYING, State
from core.codes import keyed_digest

# What each word of the vetting filter means.
VETTING = {
    "waits": (State.APPLIED,),
    "passed": (State.APPROVED, State.CONFIRMED_UNPAID, State.PAID),
    "refused": (State.REFUSED,),
}
PAYMENT = {"paid": Order.State.PAID, "unpaid": Order.State.AWAITING}


@dataclass(frozen=True)
class Recipient:
    """A person by their address, in lower case, with their chosen places, the first one first."""

    address: str
    places: Sequence[Registration]

    @property
    def key(self) -> int:
        """The first place's key; addresses of pages name a recipient by it."""
        return self.places[0].pk


def chosen(edition: Edition, filters: Mapping[str, Any]) -> RegistrationQuerySet:
    """Return the named places of an edition that filters keep; without states, those that take a place.

    An order still in its checkout is nobody's yet.
    """
    places = Registration.objects.of(edition).exclude(order__state=Order.State.HELD).exclude(email="").exclude(name="")
    states = filters.get("states") or VETTING.get(filters.get("vetting", "")) or OCCUPYING
    places = places.filter(state__in=states)
    if vetting := filters.get("vetting"):
        places = places.filter(state__in=VETTING[vetting])
    if reasons := filters.get("queue_reasons"):
        places = places.filter(queue_reason__in=reasons)
    if tickets := filters.get("ticket_types"):
        places = places.filter(ticket_type__in=tickets)
    if add_ons := filters.get("add_ons"):
        having = RegistrationItem.objects.filter(add_on__in=add_ons, cancelled_at=None)
        places = places.filter(pk__in=having.values("registration"))
    if payment := filters.get("payment"):
        places = places.filter(order__state=PAYMENT[payment])
    if agency := filters.get("agency"):
        places = places.filter(agency__icontains=agency)
    if days := filters.get("days"):
        on_a_day = Q(days=[])
        for day in days:
            on_a_day |= Q(days_text__contains=day)
        # SQLite cannot look into JSON lists; a day's name is found in their text as well.
        places = places.annotate(days_text=Cast("days", TextField())).filter(on_a_day)
    return places.order_by("pk")


def grouped(places: RegistrationQuerySet) -> dict[str, list[int]]:
    """Return the keys of places by address, in lower case, in the order of their first place; in one query."""
    found: dict[str, list[int]] = {}
    for key, email in places.values_list("pk", "email"):
        found.setdefault(email.strip().lower(), []).append(key)
    return found


def loaded(groups: Mapping[str, Iterable[int]]) -> list[Recipient]:
    """Return recipients with all that their values need, in two queries."""
    wanted = [key for keys in groups.values() for key in keys]
    items = RegistrationItem.objects.filter(kind=RegistrationItem.Kind.ADD_ON).select_related("add_on__session")
    needed = Registration.objects.select_related("edition", "ticket_type", "order").defer(
        "address", "proof", "access_needs", "dietary_needs"
    )
    rows = needed.prefetch_related(Prefetch("items", items)).in_bulk(wanted)
    return [Recipient(address, [rows[key] for key in keys]) for address, keys in groups.items()]


def digest(address: str) -> str:
    """Return what an address is compared by."""
    return keyed_digest("bulk", address.strip().lower())
