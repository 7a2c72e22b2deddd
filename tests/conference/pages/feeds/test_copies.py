"""Copies of the files: built once, known again, and a signed-in reader's kept from everybody else."""

import gzip

import pytest
from django.test import Client
from factories.conference import EditionFactory, RestrictedSessionFactory, SessionFactory, TicketTypeFactory
from factories.people import ClearanceFactory, UserFactory
from factories.registration import person, placed

from conference.agenda.services.publishing import publish
from conference.pages.services import build
from conference.registration.services.deciding import approve_place
from core.page_cache import new_generation
from people.roles import Role

pytestmark = pytest.mark.django_db
FILES = ("agenda.ics", "schedule.xml", "schedule.json", "agenda/1.ics", "sessions/a.ics")


@pytest.fixture
def edition(settings, tmp_path):
    settings.PAGE_CACHE_SECONDS, settings.PAGE_CACHE_ROOT = 60, tmp_path
    edition = EditionFactory()
    build(edition.year)
    SessionFactory(edition=edition, code="A")
    SessionFactory(edition=edition, code="B", title="Among attendees", visibility="registered")
    RestrictedSessionFactory(edition=edition, code="C", title="Canary Ridge case")
    publish(edition=edition, actor=None)
    return edition


def ask(client, path, **headers):
    # Without a host that it knows, the cache stays out of it.
    return client.get(f"/conference/2027/{path}", HTTP_HOST="testserver", **headers)


def registered(edition, *, roles=()):
    """Someone who holds a place and is sworn."""
    user = UserFactory(roles=roles)
    order = placed(person(TicketTypeFactory(edition=edition), email=user.email), user=user, method="check")
    approve_place(place=order.registrations.get(), actor=UserFactory(roles=[Role.ORGANIZER]))
    ClearanceFactory(email=user.email)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", FILES[:3])
@pytest.mark.parametrize("roles", [(), (Role.PROGRAMME,)])
def test_a_signed_in_readers_copy_is_their_own(edition, client, path, roles):
    reader = registered(edition, roles=roles)

    own, everybodys, again = ask(reader, path), ask(client, path), ask(reader, path)

    assert "Among attendees" in own.content.decode()
    assert own.content == again.content
    assert (own["Cache-Control"], again["Cache-Control"]) == ("private, no-store", "private, no-store")
    assert "ETag" not in own
    assert "Among attendees" not in everybodys.content.decode()
    # A telephone is not a cleared device, whoever carries it.
    assert "Canary" not in own.content.decode() + everybodys.content.decode()


@pytest.mark.parametrize("path", FILES)
def test_any_session_cookie_makes_a_copy_private(edition, client, path, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "forged"

    assert ask(client, path)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_built_once_until_something_public_changes(edition, client, path, django_assert_num_queries):
    first = ask(client, path)

    with django_assert_num_queries(0):
        second = ask(client, path)

    assert (second.content, second["ETag"]) == (first.content, first["ETag"])
    assert second["Content-Disposition"] == first["Content-Disposition"]
    assert second["Content-Type"] == first["Content-Type"]


@pytest.mark.parametrize("path", FILES[:3])
def test_both_encodings_are_made_of_one_building(edition, client, path):
    for number in range(20):
        SessionFactory(edition=edition, code=f"N{number}")
    publish(edition=edition, actor=None)
    new_generation()

    plain, packed = ask(client, path), ask(client, path, HTTP_ACCEPT_ENCODING="gzip")

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding, Cookie"


@pytest.mark.parametrize("path", FILES[:2])
@pytest.mark.parametrize("pattern", ["{}", "W/{}", '"other", {}', '"a,b" , W/{}', "*"])
@pytest.mark.parametrize("stored", [True, False], ids=["stored", "first"])
def test_a_known_copy_is_not_sent_again(edition, client, path, pattern, stored):
    etag = ask(client, path)["ETag"]
    if not stored:
        new_generation()

    answer = ask(client, path, HTTP_IF_NONE_MATCH=pattern.format(etag))

    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer["ETag"], answer["Vary"], answer["Cache-Control"]) == (etag, "Accept-Encoding, Cookie", "no-cache")


@pytest.mark.parametrize("known", ['"other"', "W/other", "", "a b", '"', "{bare}"])
def test_an_unknown_copy_is_sent(edition, client, known):
    bare = ask(client, "agenda.ics")["ETag"].strip('"')

    assert ask(client, "agenda.ics", HTTP_IF_NONE_MATCH=known.format(bare=bare)).status_code == 200


@pytest.mark.parametrize("path", FILES)
def test_a_change_makes_another_copy(edition, client, path):
    session = edition.sessions.get(code="A")
    etag = ask(client, path)["ETag"]
    session.title = session.public_title = "Another title"
    session.save()

    # The test's transaction never commits; this is what would be done then.
    new_generation()
    answer = ask(client, path, HTTP_IF_NONE_MATCH=etag)

    assert answer.status_code == 200
    assert "Another title" in answer.content.decode()


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written_to_a_file(edition, path, method):
    client = Client(enforce_csrf_checks=True)

    answer = getattr(client, method)(f"/conference/2027/{path}")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", FILES)
def test_a_look_at_the_head_says_what_the_file_would(edition, client, path):
    head, got = client.head(f"/conference/2027/{path}", HTTP_HOST="testserver"), ask(client, path)

    assert (head.content, head["ETag"], head["Vary"]) == (b"", got["ETag"], got["Vary"])


def test_readers_languages_make_no_difference(edition, client):
    assert ask(client, "agenda.ics", HTTP_ACCEPT_LANGUAGE="es")["ETag"] == ask(client, "agenda.ics")["ETag"]


def test_the_agenda_names_its_files(edition, client):
    text = ask(client, "agenda/").content.decode()

    for path in ("agenda.ics", "schedule.xml", "schedule.json"):
        assert f'href="/conference/2027/{path}"' in text.partition("</head>")[0]
        assert f'href="/conference/2027/{path}"' in text.partition("</head>")[2]
    assert 'href="/conference/2027/sessions/a.ics"' in ask(client, "sessions/a/").content.decode()
