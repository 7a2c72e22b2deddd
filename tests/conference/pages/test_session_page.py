"""A session's page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionCreditFactory,
    SessionFactory,
    TrackFactory,
    WithheldSpeakerFactory,
)
from factories.programme import CANARIES
from page_checks import faults

from conference.agenda.services.publishing import publish
from conference.pages.services import build
from core.page_cache import new_generation

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


def look(client, edition, code="B1"):
    """Publish and open the session's page."""
    publish(edition=edition, actor=None)
    response = client.get(f"/conference/{edition.year}/sessions/{code.lower()}/")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert faults(page) == []
    return page


def test_the_page_tells_what_one_comes_for(edition, client):
    session = SessionFactory(
        edition=edition,
        code="B1",
        level="advanced",
        abstract="What it is about.",
        learning_objectives=["Tell one from the other"],
        content_warnings=["stalking"],
    )
    AppearanceFactory(session=session, speaker__name="Ada Byron")
    AppearanceFactory(session=session, speaker=WithheldSpeakerFactory(edition=edition))

    page = look(client, edition)

    text = page.main.get_text(" ", strip=True)
    for words in ("What it is about.", "Tell one from the other", "This session deals with: stalking.", "Advanced",
                  "75 minutes", "Ada Byron", "Name withheld (panelist)", session.room.name):  # fmt: skip
        assert words in text, words
    assert not [secret for secret in CANARIES if secret in text]
    assert page.find("a", href="/conference/2027/sessions/b1.ics")


def test_credit_is_told_in_the_bodys_words_or_in_honest_ones(edition, client):
    session = SessionFactory(edition=edition, code="B1")
    words = {
        "statement": "The sponsor\u2019s exact sentence.",
        "provider_number": "77-1",
        "locked_title": "As it was certified",
    }
    for scheme, approval, verified in (
        ("APA", "approved", True),
        ("MCLE", "pending", True),
        ("SHRM", "review", True),
        ("BBS", "denied", True),
        ("CTM", "approved", False),
        ("POST", "pending", True),
    ):
        SessionCreditFactory(
            session=session, scheme__code=scheme, scheme__verified=verified, approval=approval, **words
        )

    items = {}
    for item in look(client, edition).select(".credit-list > li"):
        items[item.select_one(".muted").get_text().strip("()")] = item.get_text(" ", strip=True)

    assert sorted(items) == ["APA", "BBS", "CTM", "MCLE", "SHRM"]
    for part in ("approved", *words.values()):
        assert part in items["APA"], part
    for scheme in ("BBS", "CTM", "MCLE", "SHRM"):
        assert not [part for part in ("approved", *words.values()) if part in items[scheme]], scheme


def test_neighbours_are_linked(edition, client):
    track = TrackFactory(edition=edition)
    session = SessionFactory(edition=edition, code="B1", track=track)
    beside = SessionFactory(edition=edition)
    after = SessionFactory(edition=edition, track=track, starts_at=session.ends_at + timedelta(minutes=15))
    hidden = RestrictedSessionFactory(edition=edition)

    page = look(client, edition)

    parallel = [link.get_text() for link in page.select("[aria-labelledby=parallel] .entry__title a")]
    assert sorted(parallel) == sorted([beside.title, hidden.public_title])
    assert page.find("a", rel="next")["href"] == f"/conference/2027/sessions/{after.slug}/"
    assert page.find("a", rel="prev") is None


def test_a_cold_page_takes_the_same_few_queries_for_one_session_and_for_many(edition, client):
    def count():
        publish(edition=edition, actor=None)
        # Once for what a process keeps of Wagtail's sites, then as after any publishing.
        client.get("/conference/2027/sessions/b1/")
        new_generation()
        with CaptureQueriesContext(connection) as captured:
            client.get("/conference/2027/sessions/b1/")
        return len(captured)

    def add(**fields):
        session = SessionFactory(edition=edition, **fields)
        AppearanceFactory(session=session)
        SessionCreditFactory(session=session)

    add(code="B1")
    one = count()
    for _number in range(8):
        add()

    assert count() == one <= MOST_QUERIES


def test_a_scheme_that_turns_out_unverified_is_no_longer_approved_at_once(
    edition, client, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 600
    credit = SessionCreditFactory(session=SessionFactory(edition=edition, code="B1"), approval="approved")
    before = look(client, edition).select_one(".credit-list .status").get_text(strip=True)
    with django_capture_on_commit_callbacks(execute=True):
        credit.scheme.verified = False
        credit.scheme.save()

    page = BeautifulSoup(client.get("/conference/2027/sessions/b1/").content, "html.parser")

    assert before == "approved"
    assert page.select_one(".credit-list .status").get_text(strip=True) == "not verified"
