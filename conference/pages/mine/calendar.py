"""A person's calendar: whoever finds it learns no name and no restricted title."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Event

from conference.agenda.models import Session, VersionEntry
from conference.agenda.placed import Placed
from conference.agenda.withdrawn import WITHDRAWAL
from conference.edition.ical import add_times, new_calendar
from conference.edition.models import Edition
from core.characters import printable


def own_calendar(
    edition: Edition, sessions: Iterable[Placed], withdrawn: Iterable[VersionEntry], *, now: datetime
) -> bytes:
    """Return an iCalendar file (RFC 5545) of sessions by their public titles; what was withdrawn is cancelled."""
    calendar = new_calendar(edition, product="my agenda", name=str(edition))
    for placed in sessions:
        event = _event(edition, placed, now, slug=placed.session.slug, title=placed.session.public_title)
        event.add("sequence", placed.sequence)
        event.add("status", "CANCELLED" if placed.status == Session.Status.CANCELLED else "CONFIRMED")
        calendar.add_component(event)
    for entry in withdrawn:
        event = _event(edition, entry, now, slug=entry.slug, title=entry.public_title)
        event.add("sequence", entry.sequence + WITHDRAWAL)
        event.add("status", "CANCELLED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(edition: Edition, stands: Placed | VersionEntry, now: datetime, *, slug: str, title: str) -> Event:
    event = Event()
    event.add("uid", f"own-{slug}.{edition.year}@conference")
    event.add("dtstamp", now)
    add_times(event, starts=edition.local(stands.starts_at), ends=edition.local(stands.ends_at), all_day=stands.all_day)
    event.add("summary", printable(title))
    event.add("class", "PRIVATE")
    return event
