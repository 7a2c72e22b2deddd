"""The organizers' screen of door signs."""

import pytest
from factories.conference import EditionFactory, SessionFactory
from factories.people import UserFactory

from conference.agenda.documents.models import AgendaDocument
from conference.agenda.documents.services import make
from conference.agenda.services.publishing import publish
from people.roles import Role

pytestmark = pytest.mark.django_db
BASE = "/admin/conference/door-signs/"


@pytest.fixture
def edition():
    edition = EditionFactory()
    SessionFactory(edition=edition, title="Opening")
    return edition


@pytest.fixture
def organizer(client):
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))
    return client


def test_each_day_has_its_file(edition, organizer):
    publish(edition=edition, actor=None)
    days = organizer.get(f"{BASE}2027/").content.decode()

    first = organizer.get(f"{BASE}2027/2027-08-09/")
    make(AgendaDocument.objects.get().pk)
    second = organizer.get(f"{BASE}2027/2027-08-09/")

    assert organizer.get(BASE).url == f"{BASE}2027/"
    assert days.count(f'href="{BASE}2027/2027-08-') == 5
    assert first.status_code == 202
    assert "The file is being made" in first.content.decode()
    assert (second.status_code, second["Content-Type"]) == (200, "application/pdf")
    assert b"".join(second.streaming_content).startswith(b"%PDF-")
    assert 'filename="door-signs-2027-08-09.pdf"' in second["Content-Disposition"]


def test_unpublished_agendas_have_no_signs_yet(edition, organizer):
    assert "Nothing is published yet." in organizer.get(f"{BASE}2027/").content.decode()


@pytest.mark.parametrize("address", ["2031/", "2027/2027-08-20/", "2027/1/", "2027/x/"])
def test_what_does_not_exist_is_not_found(edition, organizer, address):
    assert organizer.get(f"{BASE}{address}").status_code == 404


@pytest.mark.parametrize("role", [None, Role.FINANCE, Role.REGISTRATION])
def test_nobody_else_has_them(edition, client, role):
    if role:
        client.force_login(UserFactory(roles=[role]))

    for address in ("", "2027/", "2027/2027-08-09/"):
        assert client.get(f"{BASE}{address}").status_code in {302, 403}
    assert not AgendaDocument.objects.exists()
