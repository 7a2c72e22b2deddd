"""Feeds: valid against their formats' own schemas, alike for all without a session, silent about the withheld."""

import copy as copying
import json
from pathlib import Path

import jsonschema
import pytest
import xmlschema
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionCreditFactory,
    SessionFactory,
    WithheldSpeakerFactory,
)
from factories.programme import sample, session, small
from icalendar import Calendar

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.pages.services import build
from conference.planning.programme.services import load_programme

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[5] / "shared/schemas"
FEEDS = ("agenda.ics", "schedule.xml", "schedule.json")
QUERIES = {"agenda.ics": 8, "schedule.xml": 6, "schedule.json": 6}


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


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_takes_the_same_queries_for_any_agenda(edition, client, path, django_assert_num_queries):
    grow(edition, 20)
    client.get(f"/conference/2027/{path}")

    for size in (20, 200, 1000):
        grow(edition, size)
        with django_assert_num_queries(QUERIES[path]):
            assert client.get(f"/conference/2027/{path}").status_code == 200


def grow(edition, size):
    """Let an edition have so many published sessions, each with a speaker and credit, and one withdrawn."""
    if not edition.sessions.exists():
        AppearanceFactory(session=SessionFactory(edition=edition))
        gone = SessionFactory(edition=edition, code="GONE")
        SessionCreditFactory(session=gone)
        publish(edition=edition, actor=None)
        move_sessions(edition=edition, moves=[Move(gone.pk, None, None, None, None)], actor=None)
    first, speaker = edition.sessions.scheduled().first(), edition.speakers.get()
    scheme = CreditScheme.objects.get()
    sessions = []
    for number in range(edition.sessions.scheduled().count(), size):
        copy = copying.copy(first)
        copy.pk, copy.code, copy.slug = None, f"V{number}", f"v{number}"
        sessions.append(copy)
    made = Session.objects.bulk_create(sessions)
    Appearance.objects.bulk_create(Appearance(session=item, speaker=speaker) for item in made)
    SessionCredit.objects.bulk_create(SessionCredit(session=item, scheme=scheme, minutes=60) for item in made)
    publish(edition=edition, actor=None)


@pytest.mark.parametrize("path", FEEDS)
def test_the_same_feed_twice_is_the_same_to_the_byte(edition, client, path):
    SessionFactory(edition=edition)
    publish(edition=edition, actor=None)

    assert client.get(f"/conference/2027/{path}").content == client.get(f"/conference/2027/{path}").content
