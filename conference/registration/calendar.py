"""A person's calendar file: the conference and their workshops, by public titles, without attendees."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Event

from conference.agenda.models import Session, VersionEntry
from conference.edition.ical import add_times, new_calendar
from conference.edition.models import Edition
from conference.registration.places import Registration


def place_calendar(place: Registration, sessions: Sequence[Session], *, now: datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) for one place; whoever finds it learns no name."""
    calendar = new_calendar(place.edition, product="Registration")
    for event in _stay(place, now):
        calendar.add_component(event)
    for session in sessions:
        entry = session.published_entry
        if entry is not None:
            calendar.add_component(_workshop(place.edition, session, entry, now))
    return bytes(calendar.to_ical())


def _event(edition: Edition, *, uid: str, title: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@conference-{edition.year}")
    event.add("dtstamp", now)
    event.add("summary", title)
    place = ", ".join(part for part in (edition.venue_name, edition.city) if part)
    if place:
        event.add("location", place)
    event.add("class", "PRIVATE")
    return event


def _stay(place: Registration, now: datetime) -> list[Event]:
    """Return one all-day event for the whole conference, or one for each chosen day."""
    edition = place.edition
    spans = [(edition.start_date, edition.end_date)]
    if place.days:
        chosen = [day for day in edition.days() if day.isoformat() in place.days]
        spans = [(day, day) for day in chosen]
    events = []
    for first, last in spans:
        event = _event(edition, uid=f"{place.public_id}-{first:%Y%m%d}", title=edition.name, now=now)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        events.append(event)
    return events


def _workshop(edition: Edition, session: Session, entry: VersionEntry, now: datetime) -> Event:
    event = _event(edition, uid=f"session-{session.pk}", title=session.public_title, now=now)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.status == Session.Status.CANCELLED else "CONFIRMED")
    add_times(event, starts=edition.local(entry.starts_at), ends=edition.local(entry.ends_at), all_day=entry.all_day)
    return event
