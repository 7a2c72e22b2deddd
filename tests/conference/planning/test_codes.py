"""A session's code stands in addresses and calendars: nothing odd gets in, by whatever way."""

import pytest
from factories.conference import AccessLevelFactory, SessionFactory
from factories.people import UserFactory

from conference.agenda.models import Session
from people.roles import Role

pytestmark = pytest.mark.django_db
ODD = ["B 1", "B/1", "B1.ics", "-B1", "Ü1", "B1?x", "B1#"]


@pytest.fixture
def audience():
    return AccessLevelFactory()


@pytest.fixture
def organizer(client):
    client.force_login(UserFactory(roles=[Role.ORGANIZER]))
    return client


def session_of(audience, code):
    return {
        "code": code, "planned_minutes": "60", "title": "A title", "public_title": "A title", "type": "breakout",
        "status": "confirmed", "visibility": "public", "audience": audience.pk, "edition": audience.edition_id,
        "attendance_tracking": "none", "price": "0", "ce_minutes": "0",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/admin/conference/board/2027/sessions/new/", "/admin/conference_sessions/new/"])
@pytest.mark.parametrize("code", ODD)
def test_an_odd_code_is_refused_with_a_sentence(organizer, audience, address, code):
    answer = organizer.post(address, session_of(audience, code))

    assert answer.status_code == 422
    assert "letters A-Z, digits, hyphens and underscores only" in answer.content.decode()
    assert not Session.objects.exists()


@pytest.mark.parametrize("address", ["/admin/conference/board/2027/sessions/new/", "/admin/conference_sessions/new/"])
def test_a_plain_code_is_taken_and_its_address_once(organizer, audience, address):
    SessionFactory(edition=audience.edition, code="B1")

    taken = organizer.post(address, session_of(audience, "b1"))
    fresh = organizer.post(address, session_of(audience, "EX-2_b"))

    assert taken.status_code == 422
    assert fresh.status_code in {200, 302}
    assert list(Session.objects.order_by("pk").values_list("code", "slug")) == [("B1", "b1"), ("EX-2_b", "ex-2_b")]
