"""Calendar files of an edition: what each begins with."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from conference.edition.models import Edition
from core.calendars import DAY, blank_calendar


def new_calendar(edition: Edition, *, product: str, name: str = "") -> Calendar:
    """Return an empty calendar that publishes, with the edition's zone; `product` names who wrote it."""
    return blank_calendar(
        product=product, name=name, zone=edition.zone, first=edition.start_date, last=edition.end_date
    )


def add_times(event: Event, *, starts: datetime, ends: datetime, all_day: bool) -> None:
    """Say when an event takes place, in the zone of its times; what lasts all day is a date and the day after."""
    if all_day:
        event.add("dtstart", starts.date())
        event.add("dtend", (ends - timedelta(seconds=1)).date() + DAY)
    else:
        event.add("dtstart", starts)
        event.add("dtend", ends)
