"""Calendar files: one zone, stable names, counts that never fall, and cancellations wherever a session was."""

from datetime import UTC, date, datetime, timedelta

import pytest
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionFactory,
    SpeakerFactory,
    TrackFactory,
)
from factories.people import UserFactory
from icalendar import Calendar

from conference.agenda.models import Session
from conference.agenda.services.editing import change_session
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.pages.services import build
from conference.registration.personal.services import make_feed, save_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


def calendar(client, path):
    answer = client.get(f"/conference/2027/{path}")
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def move(session, by):
    later = Move(session.pk, None, session.room, session.starts_at + by, session.ends_at + by)
    move_sessions(edition=session.edition, moves=[later], actor=None)


def to_tray(session):
    move_sessions(edition=session.edition, moves=[Move(session.pk, None, None, None, None)], actor=None)


def republish(edition):
    publish(edition=edition, actor=None)


def change(session, **fields):
    stored = Session.objects.get(pk=session.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    change_session(session=stored, actor=None)


def state(client, path="agenda.ics", uid="a.2027@conference"):
    """The status and the count of one session in a file, or None."""
    found = [event for event in calendar(client, path) if str(event["uid"]) == uid]
    return (str(found[0]["status"]), found[0]["sequence"]) if found else None


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


def test_the_count_never_falls(edition, client):
    session = SessionFactory(edition=edition, code="A")
    steps = [
        lambda: None,
        lambda: change(session, status="tentative"),
        lambda: move(session, DAY),
        lambda: change(session, status="cancelled"),
        lambda: to_tray(session),
        lambda: SessionFactory(edition=edition),
        lambda: move(session, 2 * DAY),
        lambda: change(session, status="confirmed"),
        lambda: AppearanceFactory(session=session),
        lambda: None,
    ]

    seen = []
    for step in steps:
        step()
        republish(edition)
        seen.append(state(client))

    assert seen == [
        ("CONFIRMED", 0),
        ("TENTATIVE", 1),
        ("TENTATIVE", 2),
        ("CANCELLED", 3),
        ("CANCELLED", 4),
        ("CANCELLED", 4),
        ("CANCELLED", 5),
        ("CONFIRMED", 6),
        ("CONFIRMED", 7),
        ("CONFIRMED", 7),
    ]


def test_a_session_made_again_under_an_old_code_counts_on(edition, client):
    SessionFactory(edition=edition, code="A", public_title="First", title="First")
    republish(edition)
    Session.objects.filter(code="A").delete()

    assert state(client) == ("CANCELLED", 1)
    SessionFactory(edition=edition, code="A")
    republish(edition)
    assert state(client) == ("CONFIRMED", 2)


@pytest.mark.parametrize("how", ["tray", "draft", "private", "deleted", "cancelled"])
def test_what_was_taken_off_is_cancelled_in_every_file_that_had_it(edition, client, how):
    session = SessionFactory(edition=edition, code="A", title="As published", track=TrackFactory(code="TX"))
    AppearanceFactory(session=session, speaker=SpeakerFactory(edition=edition, code="sp1"))
    republish(edition)
    if how == "tray":
        to_tray(session)
    elif how == "deleted":
        Session.objects.filter(pk=session.pk).delete()
    elif how == "private":
        change(session, visibility="private", title="Blocked for the police", public_title="Blocked for the police")
    else:
        change(session, status=how)
    republish(edition)

    files = ["agenda.ics", "agenda/1.ics", "sessions/a.ics", "speakers/sp1.ics"]
    # Titles are today's: of what is deleted there is none, of what organizers keep to themselves none is told.
    title = "As published" if how in {"tray", "cancelled"} else "Session that was taken off"
    # Which track it was, nobody knows of what is deleted.
    for path in files if how == "deleted" else [*files, "tracks/tx.ics"]:
        (event,) = calendar(client, path)
        assert (str(event["status"]), event["sequence"], str(event["summary"])) == ("CANCELLED", 1, title)
    assert "METHOD:PUBLISH" in client.get("/conference/2027/agenda.ics").content.decode()


def test_withdrawing_tells_nothing_that_was_not_known(edition, client):
    hidden = RestrictedSessionFactory(edition=edition, code="A", title="Canary Ridge", track=TrackFactory(code="TX"))
    AppearanceFactory(session=hidden, speaker=SpeakerFactory(edition=edition, code="sp1"))
    among = SessionFactory(edition=edition, code="B", visibility="registered", title="Among us")
    republish(edition)
    to_tray(hidden)
    to_tray(among)
    republish(edition)

    assert [str(event["summary"]) for event in calendar(client, "agenda.ics")] == [
        "Restricted session (law enforcement)"
    ]
    assert calendar(client, "speakers/sp1.ics") == []
    assert client.get("/conference/2027/tracks/tx.ics").status_code == 404
    assert client.get("/conference/2027/sessions/b.ics").status_code == 404


def test_a_draft_hides_at_once_and_its_new_title_is_told_to_nobody(edition, client):
    session = SessionFactory(edition=edition, code="A", title="Old title")
    republish(edition)
    change(session, status="draft", title="Surprise", public_title="Surprise")

    assert calendar(client, "agenda.ics") == []
    republish(edition)
    assert "Surprise" not in client.get("/conference/2027/agenda.ics").content.decode()


def test_a_persons_calendar_cancels_what_was_taken_off(edition, client):
    user, session = UserFactory(), SessionFactory(edition=edition, code="A", title="As published")
    republish(edition)
    save_session(user=user, session=session)
    path = f"feeds/{make_feed(user=user, edition=edition)}.ics"

    assert state(client, path, "own-a.2027@conference") == ("CONFIRMED", 0)
    to_tray(session)
    republish(edition)
    assert state(client, path, "own-a.2027@conference") == ("CANCELLED", 1)


def test_odd_characters_do_not_break_a_line(edition, client):
    SessionFactory(
        edition=edition, code="A", title="One\x0b two; three, four\\", abstract="a\r\nEND:VEVENT\rb\x00"[:-1]
    )
    republish(edition)

    (event,) = calendar(client, "agenda.ics")

    assert str(event["summary"]) == "One two; three, four\\"
    assert str(event["description"]) == "a\nEND:VEVENT\nb"
