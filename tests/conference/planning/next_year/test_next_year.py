"""A new edition from this one: what stays, moved to the new week; no person, no session, and nothing public."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from factories.conference import (
    AccessLevelFactory,
    AppearanceFactory,
    CancellationTermFactory,
    DiscountRuleFactory,
    EditionFactory,
    RoomFactory,
    SessionFactory,
    TicketTypeFactory,
    TrackFactory,
)
from factories.people import UserFactory
from hypothesis import given
from hypothesis import strategies as st

from conference.agenda.models import Session
from conference.edition.models import Edition, Room, RoomClosure
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.pages.services import build, copy_page
from conference.planning.next_year.dates import moved_span, same_week
from conference.planning.next_year.services import PARTS, WrongDay, YearTaken, make_edition
from conference.registration.catalogue import TicketType
from conference.speakers.models import Speaker
from core.audit.models import AuditEntry
from people.roles import Role

MONDAY = date(2028, 8, 14)
ADDRESS = "/admin/conference/next-year/"
ZONES = ["America/Los_Angeles", "Europe/London", "Asia/Tokyo", "Australia/Lord_Howe", "America/Havana"]


@pytest.fixture
def edition(db):
    edition = EditionFactory(notice="Badges of 2027 are collected at the desk.")
    page = build(edition.year)
    page.lead, page.introduction = "Five days", "<p>Welcome to 2027.</p>"
    page.save_revision().publish()
    hall = RoomFactory(edition=edition, code="HALL", access_controlled=True)
    RoomClosure.objects.create(
        room=hall,
        starts_at=datetime(2027, 8, 11, 12, tzinfo=edition.zone),
        ends_at=datetime(2027, 8, 11, 13, tzinfo=edition.zone),
        reason="Fire drill",
    )
    TrackFactory(edition=edition, code="LAW", color="#123456")
    AccessLevelFactory(edition=edition, code="sworn_only", rule="Badge")
    TicketTypeFactory(edition=edition, code="GOV", early=500)
    DiscountRuleFactory(edition=edition, code="TEAM", valid_until=date(2027, 6, 30))
    CancellationTermFactory(edition=edition, until=date(2027, 6, 30))
    CancellationTermFactory(edition=edition, until=None)
    AppearanceFactory(session=SessionFactory(edition=edition, room=hall, track=edition.tracks.get()))
    return edition


@pytest.fixture
def organizer(client, db):
    client.force_login(UserFactory(roles=[Role.ORGANIZER]))
    return client


def answers(edition, **more):
    return {"source": edition.pk, "start": MONDAY.isoformat(), "parts": list(PARTS), **more}


def test_what_stays_from_year_to_year_is_taken_over(edition):
    before = {"sessions": Session.objects.count(), "speakers": Speaker.objects.count(), "rooms": Room.objects.count()}

    new = make_edition(source=edition, start=MONDAY, parts=list(PARTS), actor=UserFactory())
    new.refresh_from_db()

    assert (new.year, new.state, new.name) == (2028, "draft", "Annual Conference 2028")
    assert (new.start_date, new.end_date) == (MONDAY, date(2028, 8, 18))
    assert (new.venue_name, new.timezone, new.accepts_check) == ("Example Center", "America/Los_Angeles", True)
    hall = new.rooms.get(code="HALL")
    assert (hall.name, hall.access_controlled) == (edition.rooms.get(code="HALL").name, True)
    assert new.tracks.get().color == "#123456"
    assert {item.code for item in new.accesslevels.all()} == {"open", "sworn_only"}
    assert TicketType.objects.of(new).get().early == 500
    assert (new.discount_rules.get().code, new.discount_rules.get().valid_until) == ("TEAM", date(2028, 7, 5))
    assert [term.until for term in new.cancellation_terms.in_order()] == [date(2028, 7, 5), None]
    assert (new.sessions.count(), new.speakers.count(), new.registrations.count()) == (0, 0, 0)
    assert (Session.objects.count(), Speaker.objects.count()) == (before["sessions"], before["speakers"])
    assert Room.objects.filter(edition=edition).count() == before["rooms"]
    edition.refresh_from_db()
    assert (edition.year, edition.state, edition.cancellation_terms.count()) == (2027, "published", 2)


def test_every_date_moves_by_as_many_days(edition):
    new = make_edition(source=edition, start=MONDAY, parts=[], actor=None)
    by = MONDAY - edition.start_date

    for name in ("sale_opens", "early_until", "regular_until", "late_from", "end_date"):
        assert getattr(new, name) == getattr(edition, name) + by


def test_a_closed_room_is_closed_at_the_same_time_by_the_clock(edition):
    new = make_edition(source=edition, start=date(2028, 11, 13), parts=["rooms"], actor=None)
    closure = RoomClosure.objects.get(room__edition=new)

    # After the clocks went back, noon is an hour later in UTC.
    assert closure.starts_at == datetime(2028, 11, 15, 20, tzinfo=UTC)
    assert new.local(closure.starts_at).isoformat() == "2028-11-15T12:00:00-08:00"
    assert (closure.ends_at - closure.starts_at, closure.reason) == (timedelta(hours=1), "Fire drill")


def test_nothing_of_it_is_public(edition, client):
    new = make_edition(source=edition, start=MONDAY, parts=list(PARTS), actor=None)
    page = ConferencePage.objects.get(edition=new)

    assert (page.live, page.lead, page.introduction) == (False, "Five days", "<p>Welcome to 2027.</p>")
    assert (page.slug, page.title) == ("2028", "Annual Conference 2028")
    for path in ("", "agenda/", "fees/", "speakers/", "register/", "agenda.ics", "schedule.json", "schedule.xml"):
        assert client.get(f"/conference/2028/{path}").status_code == 404, path
    assert "2028" not in client.get("/sitemap.xml").content.decode()
    assert Edition.objects.current() == edition
    # Publishing is the organizers' act, and all it takes.
    Edition.objects.filter(pk=new.pk).update(state="published")
    build(2028)
    assert client.get("/conference/2028/").status_code == 200


def test_a_page_that_was_prepared_by_hand_is_in_nobodys_way(edition):
    index = ConferenceIndexPage.objects.get()
    other = EditionFactory(start_date=date(2030, 8, 12))
    index.add_child(instance=ConferencePage(title="Coming", slug="2028", edition=other, live=False))
    new = make_edition(source=edition, start=MONDAY, parts=[], actor=None)

    assert copy_page(source=edition, edition=new).slug == "2028-edition"


def test_only_what_is_wanted_is_taken_over(edition):
    new = make_edition(source=edition, start=MONDAY, parts=["tracks"], actor=None)

    assert (new.tracks.count(), new.rooms.count(), new.ticket_types.count()) == (1, 0, 0)
    assert not ConferencePage.objects.filter(edition=new).exists()


def test_it_is_recorded(edition):
    actor = UserFactory()
    new = make_edition(source=edition, start=MONDAY, parts=["rooms", "terms"], actor=actor)

    entry = AuditEntry.objects.get(action="edition.made")
    assert (entry.actor, entry.object_id) == (actor, str(new.pk))
    assert entry.changes == {
        "from": 2027, "begins": "2028-08-14", "parts": ["rooms", "terms"], "rooms": 1, "terms": 2,
    }  # fmt: skip


@pytest.mark.parametrize("start", [date(2027, 8, 9), date(2026, 8, 10), date(2028, 8, 15), date(9999, 12, 27)])
def test_a_day_that_does_not_suit_is_refused(edition, start):
    with pytest.raises(WrongDay):
        make_edition(source=edition, start=start, parts=list(PARTS), actor=None)


def test_a_year_that_there_is_is_refused(edition, organizer):
    EditionFactory(start_date=date(2028, 5, 1))

    with pytest.raises(YearTaken):
        make_edition(source=edition, start=MONDAY, parts=list(PARTS), actor=None)
    for answer in (organizer.get(ADDRESS, answers(edition)), organizer.post(ADDRESS, answers(edition))):
        assert answer.status_code == 422
        assert "There is an edition in 2028 already." in answer.content.decode()
    assert Edition.objects.count() == 2


def test_the_screen_suggests_shows_and_makes(edition, organizer):
    page = organizer.get(ADDRESS)
    assert page.context["form"]["start"].value() == MONDAY
    preview = organizer.get(ADDRESS, answers(edition)).content.decode()

    assert "Mon 14 Aug 2028" in preview
    assert "Notice" in preview or "notice" in preview
    assert "introduction" in preview
    assert not Edition.objects.filter(year=2028).exists()
    answer = organizer.post(ADDRESS, answers(edition))
    assert answer.url == f"/admin/conference_editions/edit/{Edition.objects.get(year=2028).pk}/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": ""},
        {"start": "soon"},
        {"start": "2028-08-15"},
        {"start": "9999-12-27"},
        {"source": 0},
        {"parts": ["x"]},
    ],
)
def test_odd_answers_get_a_sentence(edition, organizer, wrong):
    for answer in (
        organizer.get(ADDRESS, answers(edition, **wrong)),
        organizer.post(ADDRESS, answers(edition, **wrong)),
    ):
        assert answer.status_code == 422
        assert any(answer.context["form"].errors.values())
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("role", [None, Role.PROGRAMME, Role.FINANCE])
def test_others_have_no_part_in_it(edition, client, role):
    if role:
        client.force_login(UserFactory(roles=[role]))

    assert client.get(ADDRESS).status_code in {302, 403}
    assert client.post(ADDRESS, answers(edition)).status_code in {302, 403}
    assert Edition.objects.count() == 1


@given(st.dates(date(1990, 1, 1), date(2190, 1, 1)), st.integers(1990, 2200))
def test_a_day_keeps_its_weekday_and_its_place_in_the_month(day, year):
    found = same_week(day, year)

    assert (found.year, found.month, found.weekday()) == (year, day.month, day.weekday())
    assert (found.day - 1) // 7 == (day.day - 1) // 7 or ((day.day - 1) // 7, (found.day - 1) // 7) == (4, 3)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 15 * 366 * 24 * 60),
    st.integers(1, 48 * 60),
    st.integers(1, 1600),
)
def test_a_moved_span_begins_at_the_same_time_and_ends_after_it(name, begin, minutes, days):
    zone = ZoneInfo(name)
    starts = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=begin)
    ends = starts + timedelta(minutes=minutes)

    start, end = moved_span(starts, ends, timedelta(days=days), zone)
    wanted = starts.astimezone(zone).replace(tzinfo=None, fold=0) + timedelta(days=days)
    shown = start.astimezone(zone).replace(tzinfo=None)

    assert end > start
    # At the same time, or where the clocks skip it, at most an hour later.
    assert timedelta() <= shown - wanted <= timedelta(hours=1)
