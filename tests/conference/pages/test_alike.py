"""Readers to whom a page says the same share its rendering, and nothing that is one reader's own."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories.conference import EditionFactory, SessionFactory
from factories.people import UserFactory

from conference.agenda.services.publishing import publish
from conference.pages.alike import TOKEN
from conference.pages.services import build
from people.roles import Role

pytestmark = pytest.mark.django_db
AGENDA = "/conference/2027/agenda/"


@pytest.fixture
def edition(settings, tmp_path):
    settings.PAGE_CACHE_SECONDS, settings.PAGE_CACHE_ROOT = 60, tmp_path
    edition = EditionFactory(sale_opens=timezone.localdate() + timedelta(days=1))
    build(edition.year)
    SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    return edition


def reader(*roles):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(roles=roles))
    return client


def look(client):
    response = client.get(AGENDA)
    assert TOKEN not in response.content.decode()
    return BeautifulSoup(response.content, "html.parser")


def token_of(page):
    return page.select_one("[data-keeping] [name=csrfmiddlewaretoken]")["value"]


def test_each_reader_of_a_shared_page_has_a_token_that_works_for_them_alone(edition):
    one, other = reader(), reader()

    tokens = token_of(look(one)), token_of(look(other))

    assert tokens[0] != tokens[1]
    assert other.post(reverse("account_logout"), {"csrfmiddlewaretoken": tokens[0]}).status_code == 403
    assert one.post(reverse("account_logout"), {"csrfmiddlewaretoken": tokens[0]}).status_code == 302


def test_a_second_reader_of_equal_rights_costs_only_who_they_are(edition, django_assert_num_queries):
    look(reader())
    second = reader()

    # Their session, themselves with their rights, and whether they have a place.
    with django_assert_num_queries(3):
        look(second)


def test_staff_and_attendees_have_headers_of_their_own(edition):
    pages = [look(reader()), look(reader(Role.FINANCE)), look(reader())]

    links = [[link.get_text() for link in page.select(".site-header__wide a")] for page in pages]
    assert ["Staff" in found for found in links] == [False, True, False]


def test_a_message_is_read_by_its_reader_alone(edition):
    client, other = reader(), reader()
    look(other)
    act = {"act": "save", "code": edition.sessions.get().code, "csrfmiddlewaretoken": token_of(look(client))}
    client.post(reverse("conference_pages:act", args=[2027]), act)

    told, after, others = look(client), look(client), look(other)

    assert [bool(page.select(".site-messages")) for page in (told, after, others)] == [True, False, False]


def test_a_kept_page_follows_the_opening_of_the_sale(edition, monkeypatch):
    client = reader()
    closed = look(client)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("conference.pages.models.timezone.now", lambda: tomorrow)

    opened = look(client)

    assert [bool(page.select(".edition-bar__register")) for page in (closed, opened)] == [False, True]
