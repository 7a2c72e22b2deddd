"""schedule.json of the schedule exchange formats."""

import json
import re
from typing import Any

from conference.agenda.projection import SessionView
from conference.edition.models import Edition
from conference.pages.feeds.schedule import ScheduleDay, ScheduleEvent, guid_of

ZONE_NAME = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+")


def schedule_json(edition: Edition, days: list[ScheduleDay], base_url: str, version: str) -> bytes:
    """Return the schedule as JSON; `base_url` is the edition's absolute address."""
    conference: dict[str, Any] = {
        "acronym": f"conference{edition.year}",
        "title": edition.name,
        "start": edition.start_date.isoformat(),
        "end": edition.end_date.isoformat(),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "url": base_url,
        "rooms": _rooms(edition, days),
        "days": [_day(day, base_url) for day in days],
    }
    if ZONE_NAME.match(edition.timezone) or edition.timezone == "UTC":
        conference["time_zone_name"] = edition.timezone
    return json.dumps(
        {"schedule": {"version": version, "base_url": base_url, "conference": conference}}, ensure_ascii=False
    ).encode()


def _rooms(edition: Edition, days: list[ScheduleDay]) -> list[dict[str, Any]]:
    names = sorted({name for day in days for name in day.rooms})
    return [{"name": name, "guid": guid_of(edition, "room", name)} for name in names]


def _day(day: ScheduleDay, base_url: str) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.day.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": {name: [_event(event, base_url) for event in events] for name, events in day.rooms.items()},
    }


def _event(event: ScheduleEvent, base_url: str) -> dict[str, Any]:
    view: SessionView = event.view
    return {
        "guid": event.guid,
        "id": event.number,
        "date": view.starts.isoformat(),
        "start": view.starts.strftime("%H:%M"),
        "end": view.ends.isoformat(),
        "duration": event.duration,
        "room": event.room,
        "slug": event.slug,
        "url": f"{base_url}sessions/{view.slug}/",
        "title": view.title,
        "subtitle": "cancelled" if view.is_cancelled else "",
        "track": view.track.name if view.track else None,
        "type": view.type or "other",
        "language": "en",
        "abstract": view.abstract,
        "description": "\n".join(view.learning_objectives),
        "do_not_record": not view.recording_allowed,
        "persons": [{"name": item.speaker.label} for item in view.appearances],
        "links": [],
        "attachments": [],
    }
