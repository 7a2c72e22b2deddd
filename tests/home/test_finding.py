"""Search, sitemap, robots."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from factories.conference import (
    AppearanceFactory,
    RestrictedSessionFactory,
    SessionFactory,
    SpeakerFactory,
    WithheldSpeakerFactory,
)

from conference.agenda.services.publishing import publish
from conference.pages.services import build as build_conference


@pytest.fixture
def edition(pages):
    """A published edition with a public and a restricted session, a named and a withheld speaker."""
    session = SessionFactory(code="P1", title="Reading a long pursuit", abstract="Patterns of approach.")
    edition = session.edition
    edition.state = edition.State.PUBLISHED
    edition.save()
    RestrictedSessionFactory(edition=edition, code="R1", title="Canary Ridge case")
    AppearanceFactory(session=session, speaker=SpeakerFactory(edition=edition, code="sp1", name="Ada Lovelace"))
    WithheldSpeakerFactory(edition=edition, code="sp2")
    publish(edition=edition, actor=None)
    build_conference(edition.year)
    return edition


def listed(client) -> list[str]:
    """Return the paths that the sitemap lists."""
    return re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def titles(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".results__title a")]


def test_search_finds_pages_by_their_body(pages, read):
    call_command("update_index", verbosity=0)

    assert "Venue and travel" in titles(read("/search/?q=jacaranda"))


def test_search_finds_public_sessions_and_named_speakers(edition, read):
    assert titles(read("/search/?q=pursuit")) == ["Reading a long pursuit"]
    assert titles(read("/search/?q=lovelace"))[0].startswith("Ada Lovelace")


@pytest.mark.parametrize("words", ["canary", "ridge", "testwell", "private"])
def test_search_never_finds_what_is_withheld(edition, read, words):
    assert titles(read(f"/search/?q={words}")) == []


def test_search_answers_anything(pages, read):
    for words in ("", "a", "'\"<script>", "%F0%9F%98%80", "AND OR NOT *", "((", '"', "x" * 500):
        assert read(f"/search/?q={words}").find("script", string=True) is None


def test_a_character_that_no_text_holds_is_refused(pages, client):
    assert client.get("/search/?q=%00").status_code == 400


def test_search_is_neither_cached_nor_indexed(pages, client):
    response = client.get("/search/?q=unit")

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_search_is_limited(pages, client):
    answers = [client.get("/search/?q=unit").status_code for _ in range(31)]

    assert (answers[0], answers[-1]) == (200, 429)


def test_sitemap_lists_public_addresses_only(edition, client):
    addresses = listed(client)
    base = f"/conference/{edition.year}/"
    assert {"/", "/unit/responsibilities/", "/contact/", base, f"{base}agenda/", f"{base}sessions/p1/"} < set(addresses)
    assert f"{base}sessions/r1/" not in addresses
    assert [a for a in addresses if a.startswith(f"{base}speakers/")] == [f"{base}speakers/", f"{base}speakers/sp1/"]
    assert len(addresses) == len(set(addresses))


def test_every_address_of_the_sitemap_opens(edition, client):
    for path in listed(client):
        assert client.get(path, follow=True).status_code == 200, path


def test_robots_name_the_sitemap_and_leave_accounts_alone(db, client):
    words = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in words
    assert "Disallow: /account/" in words
