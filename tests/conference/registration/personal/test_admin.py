"""The lists of sign-ups: who may see them, in which order, what is recorded, what leaves the house."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import SessionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed
from openpyxl import load_workbook

from conference.agenda.services.publishing import publish
from conference.registration.personal.services import leave_session, sign_up
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LISTS = "/admin/conference/sign-ups/"


@pytest.fixture
def session():
    session = SessionFactory(code="B9", sign_up=True, capacity=2, title="Secret workshop", public_title="Workshop")
    publish(edition=session.edition, actor=None)
    return session


@pytest.fixture
def people(session):
    """Ana gave her place back: Bo has one, Cleo got hers from the waitlist, Dan and Eve wait."""
    ticket = TicketTypeFactory(edition=session.edition)
    names = ("Ana Ruiz", "Bo Berg", "Cleo Chan", "Dan Dietz", "Eve Egg")
    places = list(placed(*[person(ticket, name=name) for name in names]).registrations.order_by("position"))
    for place in places:
        sign_up(registration=place, session=session)
    leave_session(registration=places[0], session=session)
    return places


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


def test_only_those_who_see_registrations_see_sign_ups(client, session):
    for roles, status in ((["registration"], 200), (["finance"], 200), (["programme"], 302), (["check-in"], 302)):
        client.force_login(UserFactory(roles=roles))
        assert client.get(LISTS).status_code == status, roles
        assert client.get(f"{LISTS}{session.pk}/").status_code == status, roles


def test_the_list_has_places_then_the_waitlist_in_order_and_is_recorded(client, staff, session, people):
    page = client.get(f"{LISTS}{session.pk}/").content.decode()

    found = [page.find(name) for name in ("Bo Berg", "Cleo Chan", "from the waitlist", "Dan Dietz", "Eve Egg")]
    assert found == sorted(found)
    assert found[0] > 0
    assert "Ana Ruiz" not in page
    assert "2 of 2 places are taken." in page
    assert "Secret" not in page
    assert AuditEntry.objects.about(session).get(action="sign_ups.read").actor == staff


def test_the_sessions_are_listed_with_their_numbers(client, staff, session, people):
    SessionFactory(edition=session.edition, code="B10")

    page = " ".join(client.get(LISTS).content.decode().split())

    assert "B10" not in page
    assert "<td>2</td> <td>2</td> <td>2</td>" in page


def test_an_empty_list_says_so(client, staff, session):
    assert "Nobody has signed up yet." in client.get(f"{LISTS}{session.pk}/").content.decode()


def test_the_list_costs_the_same_for_any_number(client, staff, session):
    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{LISTS}{session.pk}/").status_code == 200
        return len(captured)

    ticket = TicketTypeFactory(edition=session.edition)
    sign_up(registration=placed(person(ticket)).registrations.get(), session=session)
    count()
    one = count()
    for _ in range(3):
        sign_up(registration=placed(person(ticket)).registrations.get(), session=session)

    assert count() == one


def test_an_export_needs_the_role_and_a_reason(client, staff, session, people):
    refused = client.post(f"{LISTS}{session.pk}/export/", {"kind": "xlsx"})
    answer = client.post(f"{LISTS}{session.pk}/export/", {"kind": "xlsx", "reason": "List at the door"})
    client.force_login(UserFactory(roles=["finance"]))
    forbidden = client.get(f"{LISTS}{session.pk}/export/")

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert (refused.status_code, forbidden.status_code) == (422, 302)
    assert [(row[2], row[3], row[4]) for row in rows[1:]] == [
        ("placed", None, "Bo Berg"),
        ("placed", "yes", "Cleo Chan"),
        ("waiting", None, "Dan Dietz"),
        ("waiting", None, "Eve Egg"),
    ]
    entry = AuditEntry.objects.get(action="sign-ups.exported")
    assert (entry.reason, entry.changes["rows"]) == ("List at the door", 4)


def test_the_boards_panel_leads_to_the_list_for_those_who_may(client, session):
    panel = f"/admin/conference/board/2027/sessions/{session.code}/"

    client.force_login(UserFactory(roles=["organizer"]))
    assert f"{LISTS}{session.pk}/" in client.get(panel).content.decode()
    client.force_login(UserFactory(roles=["programme"]))
    assert LISTS not in client.get(panel).content.decode()
