"""Printing badges from the admin, and the person's own choice."""

import pytest
from factories.badges import admitted, badged
from factories.conference import EditionFactory
from factories.people import UserFactory

from conference.attendance.models import Badge, BadgePrint
from conference.attendance.services.badges import badge_of
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(roles=["registration"]))
    return client


def test_a_batch_is_made_and_taken(desk, run_tasks):
    badge = badged(edition=EditionFactory())
    address = "/admin/conference/badges/2027/"

    assert desk.post(address, {"sheet": "a6", "unprinted": "on"}).status_code == 302
    run_tasks()

    made = BadgePrint.objects.get()
    file = desk.get(f"{address}files/{made.public_id}/")
    assert file.getvalue()[:5] == b"%PDF-"
    badge.refresh_from_db()
    assert badge.printed_at is not None
    assert AuditEntry.objects.filter(action="badges.downloaded").count() == 1
    assert "Take the file" in desk.get(address).content.decode()


def test_a_reprint_kills_the_lost_badge_at_once(desk):
    badge = badged(edition=EditionFactory())
    address = f"/admin/conference/badges/2027/again/{badge.registration.public_id}/"
    assert desk.post(address, {"sheet": "4x3"}).status_code == 422

    assert desk.post(address, {"sheet": "4x3", "reason": "lost at lunch"}).status_code == 302

    dead = badge_of(badge.token)
    assert dead is not None
    assert (dead.is_live, dead.revoked_reason, Badge.objects.live().count()) == (False, "lost at lunch", 1)


def test_the_preview_has_real_names_and_no_live_code(desk):
    badge = badged(edition=EditionFactory(), name="Amira Nowak")

    page = desk.get("/admin/conference/badges/2027/preview/letter-6/")

    assert "Amira Nowak" in page.content.decode()
    assert badge.token not in page.content.decode()
    assert desk.get("/admin/conference/badges/2027/preview/none/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("organizer", 200), ("finance", 302), ("check-in", 302)])
def test_only_registration_and_organizers_print(client, role, status):
    EditionFactory()
    client.force_login(UserFactory(roles=[role]))

    assert client.get("/admin/conference/badges/2027/").status_code == status


def test_a_person_decides_whether_the_agency_is_shown(client):
    user = UserFactory()
    place = admitted(user=user)
    client.force_login(user)

    client.post(f"/my/badge/{place.public_id}/", {"show": "yes"})

    place.refresh_from_db()
    assert place.agency_on_badge
    client.force_login(UserFactory())
    assert client.post(f"/my/badge/{place.public_id}/", {"show": "no"}).status_code == 404
