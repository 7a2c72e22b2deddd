"""Registrations in the admin: who may see them, what can be done, what is recorded."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed
from openpyxl import load_workbook

from conference.registration.places import Registration
from conference.registration.states import State
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

LIST = "/admin/conference/registrations/"


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


@pytest.fixture
def place():
    return placed(person(TicketTypeFactory(vetting="manual"), name="Ana Ruiz"), method="check").registrations.get()


def test_only_those_with_a_role_for_it_see_registrations(client, place):
    for roles, status in ((["registration"], 200), (["finance"], 200), (["check-in"], 302), (["programme"], 302)):
        client.force_login(UserFactory(roles=roles))
        assert client.get(LIST).status_code == status, roles


def test_the_list_costs_the_same_for_one_and_for_three(client, staff, place):
    client.get(LIST)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    one = count()
    for _ in range(2):
        placed(person(place.ticket_type), method="check")

    assert count() == one


def test_the_list_filters_and_searches(client, staff, place):
    placed(person(place.ticket_type, name="Bo Berg"), method="check")

    page = client.get(LIST, {"q": "ruiz", "state": "applied"}).content.decode()

    assert "Ana Ruiz" in page
    assert "Bo Berg" not in page


def test_looking_at_a_person_is_recorded(client, staff, place):
    assert client.get(f"{LIST}{place.pk}/").status_code == 200

    assert AuditEntry.objects.filter(action="registration.read", object_id=place.pk, actor=staff).count() == 1


def test_finance_sees_neither_needs_nor_proofs(client, place):
    place.access_needs = "wheelchair"
    place.save()
    client.force_login(UserFactory(roles=["finance"]))

    assert "wheelchair" not in client.get(f"{LIST}{place.pk}/").content.decode()
    assert client.get(f"{LIST}{place.pk}/proof/").status_code == 302


def test_approving_and_refusing(client, staff, place):
    other = placed(person(place.ticket_type), method="check").registrations.get()

    client.post(f"{LIST}{place.pk}/approve/")
    missing = client.post(f"{LIST}{other.pk}/refuse/", {"reason": ""})
    client.post(f"{LIST}{other.pk}/refuse/", {"reason": "no proof"})

    assert Registration.objects.get(pk=place.pk).state == State.CONFIRMED_UNPAID
    assert missing.status_code == 422
    assert Registration.objects.get(pk=other.pk).state == State.REFUSED


def test_deciding_twice_gets_a_sentence(client, staff, place):
    client.post(f"{LIST}{place.pk}/refuse/", {"reason": "x"})

    answer = client.post(f"{LIST}{place.pk}/refuse/", {"reason": "x"})

    assert answer.status_code == 422
    assert "has changed in the meantime" in answer.content.decode()


def test_finance_does_not_decide(client, place):
    client.force_login(UserFactory(roles=["finance"]))

    client.post(f"{LIST}{place.pk}/approve/")

    assert Registration.objects.get(pk=place.pk).state == State.APPLIED


def test_no_more_is_kept_than_the_place_costs(client, staff, place):
    answer = client.post(f"{LIST}{place.pk}/cancel/", {"reason": "x", "keep": "99999"})

    assert answer.status_code == 422


def test_an_export_needs_a_reason_and_guards_formulas(client, staff, place):
    placed(person(place.ticket_type, name="=HYPERLINK(1)"), method="check")

    asked = client.post(f"{LIST}export/", {"kind": "xlsx", "reason": ""})
    answer = client.post(f"{LIST}export/", {"kind": "xlsx", "reason": "badges"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert asked.status_code == 422
    assert {row[6] for row in rows[1:]} == {"Ana Ruiz", "'=HYPERLINK(1)"}
    assert AuditEntry.objects.filter(action="registrations.exported", reason="badges").count() == 1
