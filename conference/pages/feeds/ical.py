"""The agenda as a calendar file: what the viewer sees, no attendees, the edition's time zone spelled out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from conference.agenda.projection import SessionView
from conference.edition.models import Edition


def agenda_calendar(edition: Edition, views: Iterable[SessionView], base_url: str, stamp: datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) of sessions; equal input gives equal bytes.

    `base_url` is the edition's address with a slash at its end, `stamp` when the agenda was published.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Threat Management Conference//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", edition.name)
    for view in views:
        calendar.add_component(_event(edition, view, base_url, stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(edition: Edition, view: SessionView, base_url: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{view.slug}.{edition.year}@conference")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", view.sequence)
    if view.all_day:
        last = (view.ends - timedelta(seconds=1)).date()
        event.add("dtstart", view.starts.date())
        event.add("dtend", last + timedelta(days=1))
    else:
        event.add("dtstart", view.starts)
        event.add("dtend", view.ends)
    event.add("summary", view.title)
    event.add("url", f"{base_url}sessions/{view.slug}/")
    event.add("status", "CANCELLED" if view.is_cancelled else "TENTATIVE" if view.is_tentative else "CONFIRMED")
    if view.room:
        event.add("location", ", ".join(filter(None, [view.room.name, edition.venue_name, edition.city])))
    if view.appearances:
        names = ", ".join(item.speaker.label for item in view.appearances)
        event.add("description", "\n\n".join(filter(None, [view.abstract, _("Speakers: %s") % names])))
    elif view.abstract:
        event.add("description", view.abstract)
    return event
