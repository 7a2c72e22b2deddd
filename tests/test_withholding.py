"""No address tells anybody who a withheld speaker is, or what a restricted session is about (DOMAIN.md §5.2)."""

from urllib.parse import urlsplit

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import get_resolver
from factories.programme import CANARIES, sample
from withholding.reading import links_of, text_in, text_of
from withholding.rows import (
    IDENTITY_ADDRESSES,
    IDENTITY_READERS,
    OWN,
    PACKAGES,
    PROPOSAL_ADDRESSES,
    TITLE_READERS,
    is_package_route,
)
from withholding.vetting import SAFETY_ADDRESSES as SAFETY
from withholding.world import make_world

from conference.materials.models import HandoutVersion
from core.audit.models import AuditEntry
from core.files.models import PrivateFile
from core.mail.models import OutboxMail
from people.roles import Role

# What is shown to whom hangs on no database.
pytestmark = pytest.mark.anywhere
VISITORS = ["anonymous", "registered", "sworn", "sworn without a place", *Role.values]
# Each walk takes its share of the visitors, so that they go side by side.
WALKS = 3
TITLES = tuple(item["title"] for item in sample()["sessions"] if item["visibility"] == "cleared")


@pytest.fixture
def world(db, settings):
    """The sample with people in it."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    return make_world()


def browse(world, visitor):
    """A client signed in as a visitor."""
    client = Client()
    if visitor != "anonymous":
        client.force_login(world.people[visitor])
    return client


def routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route


def test_every_route_has_a_row():
    missing = [route for route in routes(get_resolver()) if route not in OWN and not is_package_route(route)]

    assert missing == [], "add rows for these to tests/withholding/rows.py"


def test_every_row_is_a_route():
    assert sorted(set(OWN) - set(routes(get_resolver()))) == []


def arrive(client, address, reached):
    """Return the answer that a visitor ends at; a page that many addresses lead to, such as a login, is read once."""
    response = client.get(address)
    while 300 <= response.status_code < 400:
        target = urlsplit(response.url)
        if target.netloc or target.path in reached:
            break
        reached.add(target.path)
        response = client.get(response.url)
    return response


def leaks(text, visitor, address=""):
    """Return what a text tells that the visitor may not know."""
    may_know = IDENTITY_ADDRESSES | PROPOSAL_ADDRESSES
    knows = (visitor in IDENTITY_READERS and address in may_know) or (visitor == "security" and address in SAFETY)
    found = [] if knows else list(CANARIES)
    if visitor not in TITLE_READERS:
        found += TITLES
    return [secret for secret in found if secret in text]


@pytest.mark.parametrize("walk", range(WALKS))
def test_no_address_leaks(world, subtests, walk):
    addresses = [address for rows in (*OWN.values(), *PACKAGES.values()) for address in rows]
    for visitor in VISITORS[walk::WALKS]:
        client, found, reached = browse(world, visitor), {}, set()
        for address in addresses:
            response = arrive(client, address.format(**world.values), reached)
            assert response.status_code < 500, (visitor, address)
            told = leaks(text_of(response), visitor, address)
            if told:
                found[address] = told
        with subtests.test(visitor=visitor):
            assert found == {}


@pytest.mark.parametrize("visitor", ["anonymous", "registered", "sworn", "sworn without a place"])
def test_no_page_of_the_edition_leaks(world, visitor):
    base = f"/conference/{world.values['year']}/"
    client, waiting, seen, found = browse(world, visitor), {base}, set(), {}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        text = text_of(client.get(address))
        if leaks(text, visitor):
            found[address] = leaks(text, visitor)
        # Filters choose among what the whole agenda shows; their addresses are many.
        waiting |= {link for link in links_of(text, base) if "?" not in link and "/register/" not in link} - seen
    assert found == {}
    assert len(seen) > 130


@pytest.mark.parametrize("code", ["sp18", "sp19", "sp30"])
def test_a_withheld_speaker_has_no_page(world, code):
    assert browse(world, "sworn").get(f"/conference/{world.values['year']}/speakers/{code}/").status_code == 404


def test_no_mail_and_no_file_leaks(world):
    mails = list(OutboxMail.objects.all())
    # Slides that wait for the organizers lie there, for the committee alone (`test_no_address_leaks`).
    given = HandoutVersion.objects.ready().values("file")
    files = list(PrivateFile.objects.exclude(content="").exclude(~Q(pk__in=given), purpose="handout"))

    told = [mail.kind for mail in mails if leaks(" ".join([mail.subject, mail.text, mail.html]), "anonymous")]
    for file in files:
        with file.content.open() as opened:
            told += [file.purpose] * bool(leaks(file.name + text_in(opened.read()), "anonymous"))

    assert told == []
    assert len(mails) >= 2
    assert len(files) >= 2


def test_the_check_itself_sees_what_it_looks_for(world):
    identity = "/admin/conference_speakers/edit/{speaker}/".format(**world.values)
    agenda = f"/conference/{world.values['year']}/agenda/"

    assert "Testwell" in text_of(browse(world, "organizer").get(identity))
    assert all(title in text_of(browse(world, "sworn").get(agenda)) for title in TITLES)
    assert all("Testwell" in text_of(browse(world, "security").get(page.format(**world.values))) for page in SAFETY)
    assert browse(world, "finance").get(identity).status_code in {302, 403}
    assert AuditEntry.objects.filter(action="speaker.identity_read").count() == 1
