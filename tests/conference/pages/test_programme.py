"""The programme's address."""

import pytest
from bs4 import BeautifulSoup
from factories.conference import EditionFactory, SessionFactory
from page_checks import faults

from conference.agenda.documents.models import AgendaDocument
from conference.agenda.documents.services import make
from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.edition.models import Edition
from conference.pages.services import build

pytestmark = pytest.mark.django_db
ADDRESS = "/conference/2027/programme.pdf"


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    SessionFactory(edition=edition, title="Opening")
    publish(edition=edition, actor=None)
    return edition


def test_the_programme_is_made_outside_the_request_and_then_given_out(edition, client, settings):
    settings.PAGE_CACHE_SECONDS = 600

    first = client.get(ADDRESS, headers={"host": "testserver"})
    make(AgendaDocument.objects.get().pk)
    second = client.get(ADDRESS, headers={"host": "testserver"})

    page = BeautifulSoup(first.content, "html.parser")
    assert (first.status_code, first["Retry-After"]) == (202, "5")
    assert "no-store" in first["Cache-Control"]
    assert faults(page) == []
    assert page.select_one("noscript meta[http-equiv=refresh]")["content"] == "5"
    assert (second.status_code, second["Content-Type"]) == (200, "application/pdf")
    assert b"".join(second.streaming_content).startswith(b"%PDF-")
    assert 'filename="programme-2027.pdf"' in second["Content-Disposition"]


def test_a_change_takes_the_old_programme_back_at_once(edition, client):
    client.get(ADDRESS)
    make(AgendaDocument.objects.get().pk)
    Session.objects.update(title="Renamed")

    assert client.get(ADDRESS).status_code == 202


def test_without_anything_public_there_is_no_programme(client, edition):
    Edition.objects.update(state=Edition.State.DRAFT)

    assert client.get(ADDRESS).status_code == 404
    assert client.get("/conference/2031/programme.pdf").status_code == 404
    other = EditionFactory(start_date=edition.start_date.replace(year=2028))
    build(other.year)
    assert client.get("/conference/2028/programme.pdf").status_code == 404
    assert client.post(ADDRESS).status_code == 405
