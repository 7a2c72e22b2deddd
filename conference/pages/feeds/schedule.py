"""The agenda in the terms of the schedule exchange formats (c3voc.de/wiki/schedule), which XML and JSON share."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from conference.agenda.projection import SessionView
from conference.edition.models import Edition
from core.characters import printable

# What both schemas' patterns for slugs leave of a code.
ODD = re.compile("[^a-z0-9_-]")
MOST_MINUTES = 99 * 60 + 59


@dataclass(frozen=True)
class ScheduleEvent:
    """A session with the marks by which the formats know it."""

    view: SessionView
    number: int
    guid: str
    slug: str
    room: str
    duration: str


@dataclass(frozen=True)
class ScheduleDay:
    """A day with its events by the name of their room."""

    index: int
    day: date
    start: datetime
    end: datetime
    rooms: dict[str, list[ScheduleEvent]]


def guid_of(edition: Edition, kind: str, code: str) -> str:
    """Return a stable UUID of something in an edition."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:conference:{edition.year}:{kind}:{code}"))


def schedule_days(edition: Edition, views: Iterable[SessionView], elsewhere: str) -> list[ScheduleDay]:
    """Return the edition's days; `elsewhere` names the room of sessions whose room is not shown."""
    views = list(views)
    numbers = _numbers(edition, views)
    by_day: dict[date, dict[str, list[ScheduleEvent]]] = {day: {} for day in edition.days()}
    for view in views:
        room = printable(view.room.name) if view.room else elsewhere
        guid = guid_of(edition, "session", view.code)
        event = ScheduleEvent(
            view=view,
            number=numbers[view.code],
            guid=guid,
            slug=_slug(edition, view, guid),
            room=room,
            duration=_duration(view.minutes),
        )
        by_day.setdefault(view.day, {}).setdefault(room, []).append(event)
    return [_day(edition, index, day, by_day[day]) for index, day in enumerate(sorted(by_day), 1)]


def _slug(edition: Edition, view: SessionView, guid: str) -> str:
    """Return a slug after both schemas' patterns: four letters or digits, a hyphen, four more, a letter at the end."""
    part = view.slug if not ODD.search(view.slug) else f"{ODD.sub('-', view.slug)}-{guid[:8]}"
    return f"conference{edition.year}-{part}-session"


def _day(edition: Edition, index: int, day: date, rooms: dict[str, list[ScheduleEvent]]) -> ScheduleDay:
    """Return a day from midnight to midnight, or to the end of what began on it and lasts into the night."""
    timed = [event.view.ends for events in rooms.values() for event in events if not event.view.all_day]
    end = _midnight(edition, day + timedelta(days=1))
    return ScheduleDay(index, day, _midnight(edition, day), max([end, *timed]), rooms)


def _midnight(edition: Edition, day: date) -> datetime:
    """Return a day's first moment; where the clocks skip midnight, the time they skip to."""
    return datetime.combine(day, time.min, edition.zone).astimezone(UTC).astimezone(edition.zone)


def _duration(minutes: int) -> str:
    hours, rest = divmod(min(minutes, MOST_MINUTES), 60)
    return f"{hours:02}:{rest:02}"


def _numbers(edition: Edition, views: Iterable[SessionView]) -> dict[str, int]:
    """Return a number for each session that stays the same as long as no other begins with the same bits."""
    taken: dict[int, str] = {}
    for view in sorted(views, key=lambda item: item.code):
        number = uuid.UUID(guid_of(edition, "session", view.code)).int >> 98
        while number in taken or number == 0:
            number += 1
        taken[number] = view.code
    return {code: number for number, code in taken.items()}
