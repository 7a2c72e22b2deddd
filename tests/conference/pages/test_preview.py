"""The organizers' preview of the working agenda."""

import pytest
from bs4 import BeautifulSoup
from factories.conference import EditionFactory, RestrictedSessionFactory, SessionFactory
from factories.people import UserFactory
from page_checks import faults

from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.pages.services import build
from people.roles import Role

pytestmark = pytest.mark.django_db
BASE = "/admin/conference/preview/2027/"


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


@pytest.fixture
def organizer(client):
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))
    return client


def look(client, address):
    response = client.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert faults(page) == []
    return response, page


def titles(page):
    return [link.get_text() for link in page.select(".entry__title a")]


def test_the_preview_shows_what_would_be_published_and_visitors_see_nothing_of_it(edition, organizer, client):
    session = SessionFactory(edition=edition, title="Published")
    publish(edition=edition, actor=None)
    SessionFactory(edition=edition, code="NEW", title="Not yet published")
    Session.objects.filter(pk=session.pk).update(status=Session.Status.DRAFT)

    response, page = look(organizer, f"{BASE}public/agenda/")
    client.logout()
    _answer, public = look(client, "/conference/2027/agenda/?preview=working")

    assert titles(page) == ["Not yet published"]
    assert page.select_one(".entry__title a")["href"] == f"{BASE}public/sessions/new/"
    assert "Visitors do not see it." in page.select_one(".preview-bar").get_text()
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "Not yet published" not in public.get_text()


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("public", ["Restricted session (law enforcement)"]),
        ("registered", ["Dinner", "Restricted session (law enforcement)"]),
        ("staff", ["Dinner", "The case (restricted)"]),
    ],
)
def test_one_looks_as_somebody(edition, organizer, reader, seen):
    RestrictedSessionFactory(edition=edition, title="The case (restricted)")
    SessionFactory(edition=edition, title="Dinner", visibility="registered")

    _response, page = look(organizer, f"{BASE}{reader}/agenda/")

    assert sorted(titles(page)) == seen
    assert [link["href"] for link in page.select(".preview-bar .chip")] == [
        f"{BASE}{name}/agenda/" for name in ("public", "registered", "staff")
    ]


@pytest.mark.parametrize("address", ["agenda/2027-08-09/?view=grid", "agenda/now/", "sessions/b1/"])
def test_every_page_of_the_preview_answers(edition, organizer, address):
    SessionFactory(edition=edition, code="B1", title="Opening")

    _response, page = look(organizer, f"{BASE}public/{address}")

    assert "Opening" in page.get_text()


def test_the_rest_leads_to_the_public_site(edition, organizer):
    assert organizer.get(f"{BASE}public/speakers/").url == "/conference/2027/speakers/"
    assert organizer.get("/admin/conference/preview/").url == f"{BASE}public/agenda/"


@pytest.mark.parametrize("address", ["none/agenda/", "public/agenda/2030-01-01/", "public/sessions/none/"])
def test_what_does_not_exist_is_not_found(edition, organizer, address):
    assert organizer.get(f"{BASE}{address}").status_code == 404


@pytest.mark.parametrize("role", [None, Role.FINANCE, Role.REGISTRATION])
def test_nobody_else_looks(edition, client, role):
    if role:
        client.force_login(UserFactory(roles=[role]))
    SessionFactory(edition=edition, code="B1", title="Opening")

    for address in ("", "2027/public/agenda/", "2027/public/sessions/b1/", "2027/public/speakers/"):
        response = client.get(f"/admin/conference/preview/{address}")
        assert response.status_code in {302, 403}, address
        assert b"Opening" not in response.content
