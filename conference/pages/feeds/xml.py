"""schedule.xml of the schedule exchange formats."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from conference.edition.models import Edition, Track
from conference.pages.feeds.schedule import ScheduleDay, ScheduleEvent, guid_of
from core.characters import printable

COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def schedule_xml(edition: Edition, days: list[ScheduleDay], base_url: str, version: str) -> bytes:
    """Return the schedule as XML; `base_url` is the edition's absolute address."""
    root = Element("schedule")
    _text(root, "url", f"{base_url}schedule.xml")
    _text(root, "version", version)
    conference = SubElement(root, "conference")
    _text(conference, "title", edition.name)
    _text(conference, "acronym", f"conference{edition.year}")
    _text(conference, "start", edition.start_date.isoformat())
    _text(conference, "end", edition.end_date.isoformat())
    _text(conference, "days", str(len(days)))
    _text(conference, "timeslot_duration", "00:05")
    _text(conference, "base_url", base_url)
    _text(conference, "time_zone_name", edition.timezone)
    for track in _tracks(days):
        mark = SubElement(conference, "track", name=printable(track.name))
        if COLOR.fullmatch(track.color):
            mark.set("color", track.color)
    for day in days:
        _day(root, edition, day, base_url)
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _tracks(days: list[ScheduleDay]) -> list[Track]:
    events = (event for day in days for room in day.rooms.values() for event in room)
    found = {event.view.track.code: event.view.track for event in events if event.view.track}
    return sorted(found.values(), key=lambda track: (track.position, track.code))


def _day(root: Element, edition: Edition, day: ScheduleDay, base_url: str) -> None:
    element = SubElement(
        root,
        "day",
        index=str(day.index),
        date=day.day.isoformat(),
        start=day.start.isoformat(),
        end=day.end.isoformat(),
    )
    for name, events in day.rooms.items():
        room = SubElement(element, "room", name=name, guid=guid_of(edition, "room", name))
        for event in events:
            _event(room, event, base_url)


def _event(room: Element, event: ScheduleEvent, base_url: str) -> None:
    view = event.view
    element = SubElement(room, "event", id=str(event.number), guid=event.guid)
    _text(element, "room", event.room)
    _text(element, "title", view.title)
    _text(element, "subtitle", "cancelled" if view.is_cancelled else "")
    _text(element, "type", view.type or "other")
    _text(element, "date", view.starts.isoformat())
    _text(element, "start", view.starts.strftime("%H:%M"))
    _text(element, "duration", event.duration)
    _text(element, "abstract", view.abstract)
    _text(element, "slug", event.slug)
    _text(element, "track", view.track.name if view.track else "")
    _text(element, "language", "en")
    _text(element, "description", "\n".join(view.learning_objectives))
    recording = SubElement(element, "recording")
    _text(recording, "license", "")
    _text(recording, "optout", "false" if view.recording_allowed else "true")
    persons = SubElement(element, "persons")
    for item in view.appearances:
        _text(persons, "person", item.speaker.label)
    _text(element, "url", f"{base_url}sessions/{view.slug}/")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = printable(text)
