"""A person's agenda is theirs alone; their calendar knows public titles only."""

from datetime import timedelta

import pytest
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
    assert client.get(MINE).status_code == 302


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
