"""A person's agenda is theirs alone; their calendar knows public titles only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AccessLevelFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionFactory,
    TicketTypeFactory,
)
from factories.people import ClearanceFactory, UserFactory
from factories.registration import person, placed
from icalendar import Calendar

from conference.agenda.services.publishing import publish
from conference.pages.services import build
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.personal.services import save_session
from conference.registration.services.deciding import approve_place
from people.roles import Role

pytestmark = pytest.mark.django_db
MINE = "/conference/2027/my-agenda/"


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


@pytest.fixture
def reader(client):
    client.user = UserFactory()
    client.force_login(client.user)
    return client


def act(client, session, name, **values):
    return client.post(f"{MINE}act/", {"code": session.code, "act": name, **values})


def shown(*sessions):
    publish(edition=sessions[0].edition, actor=None)
    return sessions[0]


def registered(user, edition):
    order = placed(person(TicketTypeFactory(edition=edition), email=user.email), user=user, method="check")
    approve_place(place=order.registrations.get(), actor=UserFactory(roles=[Role.ORGANIZER]))


def test_a_session_is_kept_and_removed(edition, reader):
    session = shown(SessionFactory(edition=edition, title="Reading a long pursuit"))

    assert act(reader, session, "save").url == MINE
    assert "Reading a long pursuit" in reader.get(MINE).content.decode()
    assert "Remove from my agenda" in reader.get(f"/conference/2027/sessions/{session.slug}/").content.decode()

    act(reader, session, "drop")
    assert "Nothing here yet" in reader.get(MINE).content.decode()


def test_sessions_at_the_same_time_are_pointed_out(edition, reader):
    exam = SessionFactory(edition=edition, code="CTM", title="The examination")
    other = SessionFactory(
        edition=edition, code="B30", title="Another", starts_at=exam.starts_at + timedelta(minutes=15)
    )
    later = SessionFactory(edition=edition, code="B31", title="Later", starts_at=exam.ends_at + timedelta(minutes=15))
    shown(exam, other)
    for session in (exam, other, later):
        act(reader, session, "save")

    page = reader.get(MINE).content.decode()

    assert "“The examination” and “Another” overlap" in page
    assert "“The examination” and “Later” overlap" not in page


def test_what_one_may_not_know_of_cannot_be_kept(edition, reader):
    hidden = shown(SessionFactory(edition=edition, visibility="registered"))

    assert act(reader, hidden, "save").status_code == 404
    assert not SavedSession.objects.exists()


@pytest.mark.parametrize("values", [{"act": "fly"}, {"code": "NONE"}, {"code": "x" * 99}, {"code": "\x00"}])
def test_odd_acts_are_not_found(edition, reader, values):
    session = shown(SessionFactory(edition=edition))

    assert reader.post(f"{MINE}act/", {"code": session.code, "act": "save", **values}).status_code == 404


def test_one_goes_back_only_within_the_site(edition, reader):
    session = shown(SessionFactory(edition=edition))

    assert act(reader, session, "save", next="https://evil.example/").url == MINE
    assert act(reader, session, "save", next="/conference/2027/agenda/").url == "/conference/2027/agenda/"


def test_nobody_sees_anothers_agenda(edition, reader, client):
    session = shown(SessionFactory(edition=edition, title="Reading a long pursuit"))
    save_session(user=UserFactory(), session=session)

    assert "Reading a long pursuit" not in reader.get(MINE).content.decode()
    client.logout()
    assert "Reading a long pursuit" not in client.get(MINE).content.decode()


def test_a_registered_person_signs_up_and_gives_the_place_back(edition, reader):
    session = shown(SessionFactory(edition=edition, sign_up=True, capacity=1))
    registered(reader.user, edition)

    act(reader, session, "sign_up")
    assert SignUp.objects.get().state == "placed"
    assert "you have a place" in reader.get(MINE).content.decode()

    act(reader, session, "leave")
    assert SignUp.objects.get().state == "cancelled"


def test_sign_up_is_for_those_to_whom_the_session_is_open(edition, reader):
    session = shown(
        SessionFactory(edition=edition, sign_up=True, audience=AccessLevelFactory(edition=edition, code="sworn_only"))
    )

    act(reader, session, "sign_up")
    registered(reader.user, edition)
    act(reader, session, "sign_up")
    assert not SignUp.objects.exists()

    ClearanceFactory(email=reader.user.email, kind="sworn")
    act(reader, session, "sign_up")
    assert SignUp.objects.count() == 1


def feed_address(client):
    page = client.post(f"{MINE}feed/").content.decode()
    start = page.index("http://testserver/conference/2027/feeds/")
    return page[start : page.index(".ics", start) + 4].removeprefix("http://testserver")


def test_the_calendar_knows_public_titles_only_and_no_attendee(edition, reader, client):
    session = shown(RestrictedSessionFactory(edition=edition, title="Canary Ridge case"))
    save_session(user=reader.user, session=session)
    address = feed_address(reader)
    client.logout()

    answer = client.get(address)

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "Restricted session (law enforcement)"
    assert b"Canary" not in answer.content
    assert b"ATTENDEE" not in answer.content
    assert "no-store" in answer["Cache-Control"]


def test_a_new_address_ends_the_old_one_and_it_can_be_revoked(edition, reader):
    old = feed_address(reader)
    new = feed_address(reader)

    assert (reader.get(old).status_code, reader.get(new).status_code) == (404, 200)
    reader.post(f"{MINE}feed/", {"revoke": "1"})
    assert reader.get(new).status_code == 404
    assert reader.get("/conference/2027/feeds/guess.ics").status_code == 404


# Saved by the script of the pages.


def merge(client, *codes):
    return client.post(f"{MINE}merge/", {"code": codes}, headers={"accept": "application/json"})


def test_somebody_without_an_account_gets_a_page_that_the_browser_fills(edition, client):
    shown(SessionFactory(edition=edition))

    response = client.get(MINE)

    assert response.status_code == 200
    assert "data-kept-list" in response.content.decode()
    assert "Sign in to have it on every device" in response.content.decode()


def test_a_script_keeps_and_drops_and_asks_what_is_kept(edition, reader):
    session = shown(SessionFactory(edition=edition, code="B03"))
    script = {"accept": "application/json"}

    saved = reader.post(f"{MINE}act/", {"code": "B03", "act": "save"}, headers=script)
    assert (saved.status_code, saved.json()) == (200, {"kept": True})
    assert reader.get(f"{MINE}kept/").json() == {"kept": ["B03"]}

    reader.post(f"{MINE}act/", {"code": session.code, "act": "drop"}, headers=script)
    assert reader.get(f"{MINE}kept/").json() == {"kept": []}


def test_what_a_browser_kept_is_taken_over_once(edition, reader):
    old = SessionFactory(edition=edition, code="B03")
    shown(SessionFactory(edition=edition, code="B13", title="Reading a long pursuit"), old)
    save_session(user=reader.user, session=old)

    first, second = merge(reader, "B03", "B13"), merge(reader, "B03", "B13")

    assert first.json() == {"added": [{"code": "B13", "title": "Reading a long pursuit"}]}
    assert second.json() == {"added": []}
    assert SavedSession.objects.filter(user=reader.user).count() == 2


def test_what_the_reader_may_not_know_of_is_not_taken_over_and_a_restricted_title_is_not_told(edition, reader):
    hidden = RestrictedSessionFactory(edition=edition, code="W6")
    SessionFactory(edition=edition, code="DRAFT1", status="draft")
    shown(hidden)

    answer = merge(reader, "W6", "DRAFT1", "NONE").json()

    assert hidden.title not in str(answer)
    assert not SavedSession.objects.exclude(session=hidden).exists()


@pytest.mark.parametrize("codes", [[], ["x" * 41], ["B03"] * 401])
def test_a_merge_that_makes_no_sense_is_refused_with_a_sentence(edition, reader, codes):
    shown(SessionFactory(edition=edition, code="B03"))

    response = merge(reader, *codes)

    assert response.status_code == 422
    assert response.json()["errors"]
    assert not SavedSession.objects.exists()


def test_strangers_are_asked_to_sign_in_by_scripts_too(edition, client):
    shown(SessionFactory(edition=edition, code="B03"))

    assert client.get(f"{MINE}kept/").status_code == 401
    assert merge(client, "B03").status_code == 401
    assert client.get(f"{MINE}merge/").status_code == 405


def test_a_merge_takes_the_same_queries_for_one_session_and_for_thirty(edition, reader, django_assert_num_queries):
    sessions = [SessionFactory(edition=edition) for _ in range(30)]
    shown(*sessions)
    merge(reader, sessions[0].code)
    SavedSession.objects.all().delete()
    with CaptureQueriesContext(connection) as one:
        merge(reader, sessions[0].code)
    SavedSession.objects.all().delete()
    with django_assert_num_queries(len(one)):
        merge(reader, *(session.code for session in sessions))
