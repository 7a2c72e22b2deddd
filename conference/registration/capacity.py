"""Places: counted in SQL, inside one transaction, while the edition's row is locked.

The lock serialises all sales of one edition on PostgreSQL; on SQLite the IMMEDIATE transaction does. Whoever counts
places before selling them calls `lock_sales` first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Count, Sum

from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING


class SoldOut(Exception):
    """Something asked for has fewer places left than wanted; `what` names it in public words."""

    def __init__(self, what: str, left: int) -> None:
        super().__init__(f"{what}: {left} left")
        self.what, self.left = what, left


@dataclass(frozen=True)
class Usage:
    """How many places are taken: of the edition, of each ticket type and of each add-on (by primary key)."""

    edition: int
    tickets: Mapping[int, int]
    add_ons: Mapping[int, int]

    def edition_left(self, edition: Edition) -> int | None:
        """Return the places left at the edition, or None without a limit."""
        return left(edition.capacity, self.edition)

    def ticket_left(self, ticket_type: TicketType) -> int | None:
        """Return the places left of a ticket type, or None without a limit."""
        return left(ticket_type.capacity, self.tickets.get(ticket_type.pk, 0))

    def add_on_left(self, add_on: AddOn) -> int | None:
        """Return the places left of an add-on, or None without a limit."""
        return left(add_on.capacity, self.add_ons.get(add_on.pk, 0))


def left(capacity: int | None, taken: int) -> int | None:
    """Return what is left, never below zero; None stands for no limit."""
    return None if capacity is None else max(capacity - taken, 0)


def lock_sales(edition: Edition) -> Edition:
    """Lock the edition's sales until the transaction ends and return the row as it is now."""
    return Edition.objects.select_for_update().get(pk=edition.pk)


def usage(edition: Edition) -> Usage:
    """Count all taken places in two queries, however many there are."""
    taken = ticket_usage(edition)
    add_ons = _live_items(edition, RegistrationItem.Kind.ADD_ON).values_list("add_on")
    return replace(taken, add_ons=dict(add_ons.annotate(n=Sum("quantity")).order_by()))


def ticket_usage(edition: Edition) -> Usage:
    """Count the taken places of the edition and of its ticket types in one query; add-ons are left out.

    Each place has exactly one ticket item, so the items counted are the places.
    """
    tickets = _live_items(edition, RegistrationItem.Kind.TICKET).values_list("registration__ticket_type")
    rows = list(tickets.annotate(sold=Sum("quantity"), places=Count("pk")).order_by())
    return Usage(
        edition=sum(places for _ticket, _sold, places in rows),
        tickets={ticket: sold for ticket, sold, _places in rows},
        add_ons={},
    )


def _live_items(edition: Edition, kind: str) -> "models.QuerySet[RegistrationItem]":
    return RegistrationItem.objects.filter(
        kind=kind, cancelled_at=None, registration__edition=edition, registration__state__in=OCCUPYING
    )


def require_places(
    *,
    edition: Edition,
    people: int,
    tickets: Iterable[tuple[TicketType, int]],
    add_ons: Iterable[AddOn],
) -> None:
    """Raise SoldOut unless all of it is free; the caller holds `lock_sales`."""
    now = usage(edition)
    _require(str(edition), people, now.edition_left(edition))
    wanted: Counter[TicketType] = Counter()
    for ticket_type, quantity in tickets:
        wanted[ticket_type] += quantity
    for ticket_type, quantity in wanted.items():
        _require(ticket_type.name, quantity, now.ticket_left(ticket_type))
    for add_on, quantity in Counter(add_ons).items():
        _require(add_on.session.public_title, quantity, now.add_on_left(add_on))


def _require(what: str, wanted: int, free: int | None) -> None:
    if free is not None and wanted > free:
        raise SoldOut(what, free)
