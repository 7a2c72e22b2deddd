"""Places: counted in SQL, inside one transaction, while the edition's row is locked.

The lock serialises all sales of one edition on PostgreSQL; on SQLite the IMMEDIATE transaction does. Whoever counts
places before selling them calls `lock_sales` first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import models
from django.db.models import Case, Count, F, IntegerField, Max, Sum, Value, When

from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.changes.models import Change
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING
from conference.registration.waitlist.models import WaitEntry
from conference.registration.waitlist.states import WaitState


class SoldOut(Exception):
    """Something asked for has fewer places left than wanted; `what` names it in public words."""

    def __init__(self, what: str, left: int) -> None:
        super().__init__(f"{what}: {left} left")
        self.what, self.left = what, left


@dataclass(frozen=True)
class Usage:
    """How many places are taken or held for an offer, and how many more are waited for.

    `tickets` and `add_ons` count by primary key; `waiting` too, with keys of ("ticket", pk) and ("add_on", pk).
    `edition_waiting` is what is waited for and could be had if the edition had room.
    """

    edition: int
    tickets: Mapping[int, int]
    add_ons: Mapping[int, int]
    waiting: Mapping[tuple[str, int], int] = field(default_factory=dict)
    edition_waiting: int = 0

    def edition_left(self, edition: Edition) -> int | None:
        """Return the places left for whoever comes now, or None without a limit: those who wait come first."""
        return left(edition.capacity, self.edition + self.edition_waiting)

    def ticket_left(self, ticket_type: TicketType) -> int | None:
        """Return the places left of a ticket type for whoever comes now, or None without a limit."""
        taken = self.tickets.get(ticket_type.pk, 0) + self.waiting.get(("ticket", ticket_type.pk), 0)
        return left(ticket_type.capacity, taken)

    def add_on_left(self, add_on: AddOn) -> int | None:
        """Return the places left of an add-on for whoever comes now, or None without a limit."""
        taken = self.add_ons.get(add_on.pk, 0) + self.waiting.get(("add_on", add_on.pk), 0)
        return left(add_on.capacity, taken)

    def free_in(self, edition: Edition) -> int | None:
        """Return what is free in the edition for those who wait."""
        return left(edition.capacity, self.edition)

    def free_of(self, thing: TicketType | AddOn) -> int | None:
        """Return what is free of a ticket type or an add-on for those who wait."""
        counts = self.tickets if isinstance(thing, TicketType) else self.add_ons
        return left(thing.capacity, counts.get(thing.pk, 0))

    def without_line(self) -> "Usage":
        """Return what is taken, as if nobody waited: for whom a place was offered, or who stands above the line."""
        return replace(self, waiting={}, edition_waiting=0)


def left(capacity: int | None, taken: int) -> int | None:
    """Return what is left, never below zero; None stands for no limit."""
    return None if capacity is None else max(capacity - taken, 0)


def lock_sales(edition: Edition) -> Edition:
    """Lock the edition's sales until the transaction ends and return the row as it is now."""
    return Edition.objects.select_for_update().get(pk=edition.pk)


def usage(edition: Edition, *, besides: WaitEntry | None = None) -> Usage:
    """Count all taken, held and waited-for places in two queries; `besides` is an offer that is not counted."""
    taken = ticket_usage(edition, besides=besides)
    sold = _live_items(edition, RegistrationItem.Kind.ADD_ON).values_list("add_on").order_by()
    claims = _claims(edition, besides).exclude(add_on=None).values_list("add_on").order_by()
    changing = _held_changes(edition).exclude(add_on=None).values_list("add_on").order_by()
    rows = sold.annotate(n=Sum("quantity"), waits=Value(0)).union(
        claims.annotate(n=HELD, waits=WAITS), changing.annotate(n=Sum("quantity"), waits=Value(0)), all=True
    )
    add_ons: Counter[int] = Counter()
    waiting: Counter[tuple[str, int]] = Counter(taken.waiting)
    for key, number, waits in rows:
        add_ons[key] += number
        waiting["add_on", key] += waits
    return replace(taken, add_ons=add_ons, waiting=waiting)


def ticket_usage(edition: Edition, *, besides: WaitEntry | None = None) -> Usage:
    """Count the taken, held and waited-for places of the edition and its ticket types in one query, without add-ons.

    Each place has exactly one ticket item, so the items counted are the places.
    """
    items = _live_items(edition, RegistrationItem.Kind.TICKET).values_list("registration__ticket_type").order_by()
    claims = _claims(edition, besides).exclude(ticket_type=None).values_list("ticket_type").order_by()
    sold = items.annotate(
        n=Sum("quantity"), places=Count("pk"), waits=Value(0), limit=Max("registration__ticket_type__capacity")
    )
    held = claims.annotate(n=HELD, places=HELD, waits=WAITS, limit=Max("ticket_type__capacity"))
    tickets: Counter[int] = Counter()
    waiting: Counter[tuple[str, int]] = Counter()
    limits: dict[int, int | None] = {}
    total = 0
    # Who changes the ticket has a place already: only the other ticket's are held besides.
    changing = _held_changes(edition).exclude(ticket_type=None).values_list("ticket_type").order_by()
    changed = changing.annotate(n=Sum("quantity"), places=Value(0), waits=Value(0), limit=Max("ticket_type__capacity"))
    for key, number, places, waits, limit in sold.union(held, changed, all=True):
        tickets[key] += number
        waiting["ticket", key] += waits
        limits[key] = limit
        total += places
    possible = [
        waits if limits[key] is None else min(waits, left(limits[key], tickets[key]) or 0)
        for (_kind, key), waits in waiting.items()
    ]
    return Usage(edition=total, tickets=tickets, add_ons={}, waiting=waiting, edition_waiting=sum(possible))


def _when(state: str, field: str) -> "Sum":
    return Sum(Case(When(state=state, then=F(field)), default=Value(0), output_field=IntegerField()))


HELD, WAITS = _when(WaitState.OFFERED, "offered"), _when(WaitState.WAITING, "quantity")


def _claims(edition: Edition, besides: WaitEntry | None) -> "models.QuerySet[WaitEntry]":
    claims = WaitEntry.objects.claiming().filter(edition=edition)
    return claims.exclude(pk=besides.pk) if besides else claims


def _held_changes(edition: Edition) -> "models.QuerySet[Change]":
    return Change.objects.filter(state=Change.State.HELD, registration__edition=edition)


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
    offer: WaitEntry | None = None,
    before_line: bool = False,
) -> None:
    """Raise SoldOut unless all of it is free; the caller holds `lock_sales`.

    Those who wait come first, unless the places are the ones of an `offer` to be taken now, or `before_line`: the
    organizers give them.
    """
    now = usage(edition, besides=offer)
    first = now.without_line() if offer or before_line else now
    _require(str(edition), people, first.edition_left(edition))
    wanted: Counter[TicketType] = Counter()
    for ticket_type, quantity in tickets:
        wanted[ticket_type] += quantity
    for ticket_type, quantity in wanted.items():
        _require(ticket_type.name, quantity, first.ticket_left(ticket_type))
    for add_on, quantity in Counter(add_ons).items():
        _require(add_on.session.public_title, quantity, now.add_on_left(add_on))


def _require(what: str, wanted: int, free: int | None) -> None:
    if free is not None and wanted > free:
        raise SoldOut(what, free)
