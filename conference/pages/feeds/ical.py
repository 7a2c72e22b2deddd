"""The agenda as a calendar file: what may be carried away, no attendees, the edition's time zone spelled out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Event

from conference.agenda.projection import SessionView
from conference.edition.ical import add_times, new_calendar
from conference.edition.models import Edition
from core.characters import printable

# How soon a program that subscribes should look again.
REFRESH = timedelta(hours=1)


def agenda_calendar(edition: Edition, views: Iterable[SessionView], base_url: str, stamp: datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) of sessions; equal input gives equal bytes.

    `base_url` is the edition's address with a slash at its end, `stamp` when the agenda was published. METHOD stays
    PUBLISH: what is cancelled says so by its STATUS.
    """
    calendar = new_calendar(edition, product="agenda", name=edition.name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for view in views:
        calendar.add_component(_event(edition, view, base_url, stamp))
    return bytes(calendar.to_ical())


def _event(edition: Edition, view: SessionView, base_url: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{view.slug}.{edition.year}@conference")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", view.sequence)
    add_times(event, starts=view.starts, ends=view.ends, all_day=view.all_day)
    event.add("summary", printable(view.title) or _("Session"))
    event.add("status", "CANCELLED" if view.is_cancelled else "TENTATIVE" if view.is_tentative else "CONFIRMED")
    if view.is_cancelled:
        return event
    event.add("url", f"{base_url}sessions/{view.slug}/")
    if view.room:
        place = filter(None, [view.room.name, edition.venue_name, edition.city])
        event.add("location", printable(", ".join(place)))
    description = _description(view)
    if description:
        event.add("description", printable(description))
    return event


def _description(view: SessionView) -> str:
    names = ", ".join(item.speaker.label for item in view.appearances)
    return "\n\n".join(filter(None, [view.abstract, _("Speakers: %s") % names if names else ""]))
