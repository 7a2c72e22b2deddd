"""Feeds: valid against their formats' own schemas, alike for all without a session, silent about the withheld."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
import xmlschema
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionFactory,
    WithheldSpeakerFactory,
)
from factories.people import UserFactory
from factories.programme import sample, session, small
from icalendar import Calendar

from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.pages.services import build
from conference.planning.programme.services import load_programme
from people.roles import Role

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[5] / "shared/schemas"
FEEDS = ("agenda.ics", "schedule.xml", "schedule.json")


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


def check(client, year):
    """Read both schedules against their schemas and return the JSON one."""
    xml = client.get(f"/conference/{year}/schedule.xml")
    read = client.get(f"/conference/{year}/schedule.json")
    assert (xml["Content-Type"], read["Content-Type"]) == (
        "application/xml; charset=utf-8",
        "application/json; charset=utf-8",
    )
    xmlschema.XMLSchema(SCHEMAS / "schedule.xml.xsd").validate(xml.content.decode())
    schedule = json.loads(read.content)
    schema = json.loads((SCHEMAS / "schedule.schema.json").read_text())
    jsonschema.validate(schedule, schema, format_checker=jsonschema.FormatChecker())
    return schedule["schedule"]


def events(schedule):
    days = schedule["conference"]["days"]
    return [event for day in days for room in day["rooms"].values() for event in room]


def calendar(client, path):
    answer = client.get(f"/conference/2027/{path}")
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_samples_schedules_are_valid(client):
    load_programme(sample())
    build(2027)

    assert len(events(check(client, 2027))) == 85


def test_odd_editions_are_valid_too(client):
    data = small(start_date="2028-06-10", end_date="2028-06-10", timezone="US/Pacific", name="Ünïcødé & <Co>")
    data["tracks"] = [{"code": "T1", "name": "Track “One”"}]
    day, five = {"date": "2028-06-10"}, {"ce": {"minutes": 5, "types": []}}
    data["sessions"] = [
        session("A-", **day, title="<b>& 會議 مؤتمر</b>"),
        session("x_1", **day, start="22:00", end="02:00", track=None, title="T" * 300),
        session("Z" * 40, **day, **five, start="03:15", end="03:20", room=None, speakers=[]),
        session("9", **day, **five, start="12:00", end="12:05", visibility="cleared", public_title="Closed"),
    ]
    load_programme(data)
    build(2028)

    assert len(events(check(client, 2028))) == 4


def test_an_edition_without_an_agenda_is_valid(edition, client):
    assert events(check(client, edition.year)) == []


def test_nothing_withheld_is_in_any_feed(edition, client):
    hidden = RestrictedSessionFactory(edition=edition, title="Canary Ridge case", code="W6")
    AppearanceFactory(session=hidden)
    AppearanceFactory(
        session=SessionFactory(edition=edition), speaker=WithheldSpeakerFactory(edition=edition, code="sp2")
    )
    publish(edition=edition, actor=None)

    for path in (*FEEDS, "sessions/w6.ics", "agenda/1.ics"):
        text = client.get(f"/conference/2027/{path}").content.decode()
        assert "Canary" not in text
        assert "Testwell" not in text
    assert client.get("/conference/2027/speakers/sp2.ics").status_code == 404


def test_a_moved_session_keeps_its_uid_and_counts_up(edition, client):
    moved, still = SessionFactory(edition=edition, code="A"), SessionFactory(edition=edition, code="B")
    publish(edition=edition, actor=None)
    first = {str(item["uid"]): item["sequence"] for item in calendar(client, "agenda.ics")}
    later = Move(moved.pk, None, moved.room, moved.starts_at + timedelta(hours=1), moved.ends_at + timedelta(hours=1))
    move_sessions(edition=edition, moves=[later], actor=None)
    publish(edition=edition, actor=None)

    second = {str(item["uid"]): item["sequence"] for item in calendar(client, "agenda.ics")}

    assert first == {"a.2027@conference": 0, "b.2027@conference": 0}
    assert second == {"a.2027@conference": 1, "b.2027@conference": 0}
    assert still.code == "B"


def test_what_was_taken_off_is_cancelled_in_calendars(edition, client):
    gone = SessionFactory(edition=edition, code="A")
    publish(edition=edition, actor=None)
    move_sessions(edition=edition, moves=[Move(gone.pk, None, None, None, None)], actor=None)
    publish(edition=edition, actor=None)

    (event,) = calendar(client, "agenda.ics")

    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)


def test_calendars_spell_the_zone_out_and_name_no_attendee(client):
    edition = EditionFactory(timezone="Asia/Tokyo")
    build(2027)
    SessionFactory(edition=edition, starts_at=datetime(2027, 8, 9, 1, 0, tzinfo=UTC))
    publish(edition=edition, actor=None)

    text = client.get("/conference/2027/agenda.ics").content.decode()

    assert "DTSTART;TZID=Asia/Tokyo:20270809T100000" in text
    assert "BEGIN:VTIMEZONE" in text
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_what_lasts_all_day_is_a_date(edition, client):
    midnight = datetime.combine(date(2027, 8, 9), datetime.min.time(), edition.zone)
    SessionFactory(edition=edition, all_day=True, starts_at=midnight, ends_at=midnight + timedelta(days=1))
    publish(edition=edition, actor=None)

    (event,) = calendar(client, "agenda.ics")

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 8, 9), date(2027, 8, 10))


def test_days_tracks_and_speakers_have_files_of_their_own(edition, client):
    appearance = AppearanceFactory(session=SessionFactory(edition=edition, code="A"))
    SessionFactory(edition=edition, code="B", starts_at=datetime(2027, 8, 11, 17, tzinfo=UTC))
    publish(edition=edition, actor=None)
    track, speaker = appearance.session.track.code.lower(), appearance.speaker.slug

    for path in ("agenda/1.ics", f"tracks/{track}.ics", "sessions/a.ics", f"speakers/{speaker}.ics"):
        assert [str(event["uid"]) for event in calendar(client, path)] == ["a.2027@conference"]
    for path in ("agenda/9.ics", "tracks/none.ics", "sessions/none.ics", "speakers/none.ics"):
        assert client.get(f"/conference/2027/{path}").status_code == 404


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_takes_at_most_fifteen_queries_for_any_agenda(edition, client, path):
    def queries():
        client.get(f"/conference/2027/{path}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/conference/2027/{path}")
        return len(captured)

    AppearanceFactory(session=SessionFactory(edition=edition))
    publish(edition=edition, actor=None)
    one = queries()
    for _ in range(10):
        AppearanceFactory(session=SessionFactory(edition=edition))
    publish(edition=edition, actor=None)

    assert queries() == one <= 15


@pytest.mark.parametrize("path", FEEDS)
def test_the_same_feed_twice_is_the_same_to_the_byte(edition, client, path):
    SessionFactory(edition=edition)
    publish(edition=edition, actor=None)

    assert client.get(f"/conference/2027/{path}").content == client.get(f"/conference/2027/{path}").content


@pytest.mark.parametrize("path", FEEDS)
def test_a_signed_in_readers_copy_is_their_own(edition, client, path, settings, tmp_path):
    settings.PAGE_CACHE_SECONDS, settings.PAGE_CACHE_ROOT = 60, tmp_path
    RestrictedSessionFactory(edition=edition, title="Canary Ridge case")
    publish(edition=edition, actor=None)
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))

    own = client.get(f"/conference/2027/{path}")
    client.logout()
    everybodys = client.get(f"/conference/2027/{path}")

    assert "Canary" in own.content.decode()
    assert own["Cache-Control"] == "private, no-store"
    assert "Canary" not in everybodys.content.decode()
