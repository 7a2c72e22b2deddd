"""A person's calendar: whoever finds it learns no name and no restricted title."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event

from conference.agenda.models import Session
from conference.agenda.placed import Placed
from conference.edition.models import Edition


def own_calendar(edition: Edition, sessions: Iterable[Placed], *, now: datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) of sessions by their public titles."""
    calendar = Calendar()
    calendar.add("prodid", "-//Threat Management Conference//my agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(edition))
    for placed in sessions:
        calendar.add_component(_event(edition, placed, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(edition: Edition, placed: Placed, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"own-{placed.session.slug}.{edition.year}@conference")
    event.add("dtstamp", now)
    event.add("sequence", placed.sequence)
    event.add("dtstart", edition.local(placed.starts_at))
    event.add("dtend", edition.local(placed.ends_at))
    event.add("summary", placed.session.public_title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if placed.status == Session.Status.CANCELLED else "CONFIRMED")
    return event
