"""A cohort as a calendar file: its meetings, without attendees."""

from datetime import datetime

from icalendar import Event

from core.calendars import blank_calendar
from training.cohorts.models import Cohort


def cohort_calendar(cohort: Cohort, *, now: datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) with an event for each meeting."""
    meetings = list(cohort.meetings.all())
    calendar = blank_calendar(product="Cohorts", zone=cohort.zone, first=meetings[0].day, last=meetings[-1].day)
    for meeting in meetings:
        event = Event()
        event.add("uid", f"{cohort.public_id}-{meeting.pk}@cohorts")
        event.add("dtstamp", now)
        event.add("summary", f"{cohort.course.code} {cohort.course.title}")
        event.add("dtstart", meeting.span.start)
        event.add("dtend", meeting.span.end)
        event.add("location", ", ".join([cohort.place, cohort.city]))
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if cohort.state == Cohort.State.CANCELLED else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
