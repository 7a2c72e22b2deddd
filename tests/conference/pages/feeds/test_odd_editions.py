"""Whatever an edition holds, its files are valid: any names, zones, lengths and days."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jsonschema
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from conference.agenda.models import slug_of
from conference.agenda.projection import AppearanceView, SessionView
from conference.edition.models import Edition, Room, Track
from conference.pages.feeds.ical import agenda_calendar
from conference.pages.feeds.json import schedule_json
from conference.pages.feeds.schedule import schedule_days
from conference.pages.feeds.xml import schedule_xml
from conference.speakers.projection import SpeakerView

SCHEMAS = Path(__file__).parents[5] / "shared/schemas"
XML = xmlschema.XMLSchema(SCHEMAS / "schedule.xml.xsd")
JSON = jsonschema.Draft6Validator(
    json.loads((SCHEMAS / "schedule.schema.json").read_text()), format_checker=jsonschema.FormatChecker()
)
BASE = "https://example.org/conference/2027/"
ZONES = [
    "America/Los_Angeles",
    "US/Pacific",
    "Etc/GMT+5",
    "Asia/Kathmandu",
    "America/Havana",
    "Africa/Casablanca",
    "UTC",
]
# What a database holds: everything but lone surrogates and NUL.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
long_texts = texts | st.just("長" * 300) | st.just("<![CDATA[ & ]]>\r\nEND:VEVENT")


@st.composite
def editions(draw):
    first = draw(st.dates(date(1995, 1, 1), date(2190, 12, 31)))
    return Edition(
        name=draw(long_texts),
        start_date=first,
        end_date=first + timedelta(days=draw(st.integers(0, 6))),
        year=first.year,
        timezone=draw(st.sampled_from(ZONES)),
        venue_name=draw(texts),
    )


@st.composite
def views(draw, edition, code):
    midnight = datetime.combine(edition.start_date, datetime.min.time(), UTC)
    starts = midnight + timedelta(minutes=draw(st.integers(-2 * 24 * 60, 9 * 24 * 60)))
    ends = starts + timedelta(minutes=draw(st.integers(1, 60) | st.integers(1, 20_000)))
    return SessionView(
        code=code,
        slug=slug_of(code),
        title=draw(long_texts),
        starts=edition.local(starts),
        ends=edition.local(ends),
        is_open=True,
        all_day=draw(st.booleans()),
        status=draw(st.sampled_from(["confirmed", "tentative", "cancelled"])),
        type=draw(texts),
        room=draw(st.none() | st.builds(Room, name=texts)),
        track=draw(st.none() | st.builds(Track, code=texts, name=texts, color=st.sampled_from(["", "#1F3A5F", "red"]))),
        abstract=draw(long_texts),
        learning_objectives=tuple(draw(st.lists(texts, max_size=2))),
        appearances=tuple(
            AppearanceView(SpeakerView("x", draw(texts)), "lead") for _ in range(draw(st.integers(0, 2)))
        ),
    )


@st.composite
def agendas(draw):
    edition = draw(editions())
    codes = draw(st.lists(st.sampled_from(["A1", "ü 1", "9", "x_1", "-", "Z" * 40, "a/b", "會議"]), unique=True))
    return edition, [draw(views(edition, code)) for code in codes]


@settings(max_examples=60, deadline=None)
@given(agendas())
def test_both_schedules_are_valid(agenda):
    edition, sessions = agenda
    days = schedule_days(edition, sessions, "Room not shown")

    XML.validate(schedule_xml(edition, days, BASE, "1").decode())
    schedule = json.loads(schedule_json(edition, days, BASE, "1"))
    JSON.validate(schedule)

    assert len(schedule["schedule"]["conference"]["days"]) >= len(edition.days())
    assert sum(len(events) for day in days for events in day.rooms.values()) == len(sessions)


@settings(max_examples=60, deadline=None)
@given(agendas())
def test_the_calendar_reads_back(agenda):
    edition, sessions = agenda

    content = agenda_calendar(edition, sessions, BASE, datetime(2027, 1, 1, tzinfo=UTC))
    events = {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}

    assert len(events) == len(sessions)
    for view in sessions:
        event = events[f"{view.slug}.{edition.year}@conference"]
        if view.all_day:
            assert event["dtstart"].dt == view.starts.date()
        else:
            assert (event["dtstart"].dt, event["dtend"].dt) == (view.starts, view.ends)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\0" not in content
