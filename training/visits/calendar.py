"""A visit as a calendar file: its itinerary, without attendees. Whoever finds it learns no name and no agency."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Event

from core.calendars import blank_calendar
from training.visits.models import Visit


def visit_calendar(visit: Visit, *, now: datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) with an event for each item."""
    calendar = blank_calendar(
        product="Visits", zone=ZoneInfo(settings.TIME_ZONE), first=visit.first_day, last=visit.last_day
    )
    status = "CONFIRMED" if visit.state in (Visit.State.APPROVED, Visit.State.HELD) else "CANCELLED"
    for item in visit.items.all():
        event = Event()
        event.add("uid", f"{visit.public_id}-{item.pk}@visits")
        event.add("dtstamp", now)
        event.add("summary", item.title)
        event.add("dtstart", item.span.start)
        event.add("dtend", item.span.end)
        event.add("location", visit.place)
        event.add("class", "PRIVATE")
        event.add("status", status)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
