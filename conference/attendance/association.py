"""Whom the association counts as having attended: its own members, with their numbers and the days they were there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from conference.attendance.models import Scan
from conference.attendance.pairing import Direction
from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration


@dataclass(frozen=True)
class Member:
    """One row of the report."""

    number: str
    name: str
    days: tuple[date, ...]


def members_of(edition: Edition) -> QuerySet[Registration]:
    """Return the firm places of people who came as members of the association, and gave their number for that.

    Nobody else is reported: who bought another ticket has not told the association, nor us, that they are its member.
    """
    places = Registration.objects.of(edition).approved().filter(ticket_type__check_by=TicketType.Check.MEMBERSHIP)
    return places.exclude(name="").order_by("family_name", "name", "pk")


def attendance_of_members(edition: Edition) -> Iterator[Member]:
    """Yield each member who was there, with the edition's days on which a door proves it; in two queries."""
    scans = Scan.objects.of(edition).counting().filter(direction=Direction.IN, registration__in=members_of(edition))
    days: dict[int, set[date]] = defaultdict(set)
    for key, at in scans.order_by().values_list("registration", "at"):
        days[key or 0].add(edition.local(at).date())
    for place in members_of(edition):
        if days[place.pk] and place.proof.strip():
            yield Member(place.proof.strip(), place.name, tuple(sorted(days[place.pk])))
