"""People in the admin: least privilege, decisions with evidence, recorded reads."""

import pytest
from factories.people import AgencyDomainFactory, AgencyFactory, ClearanceFactory, UserFactory

from core.audit.models import AuditEntry
from people.agencies.models import Agency, AgencyDomain, Approval, Membership
from people.agencies.services import claim_agency
from people.clearance.models import Clearance
from people.clearance.services import give_clearance

pytestmark = pytest.mark.django_db

SCREENS = {
    "/admin/people_agencies/": {"organizer", "registration"},
    "/admin/people_domains/": {"organizer", "registration"},
    "/admin/people_memberships/": {"organizer", "registration"},
    "/admin/people_clearances/": {"registration", "security"},
    "/admin/users/": {"security"},
    "/admin/groups/": set(),
    "/admin/mails/": {"organizer", "registration"},
    "/admin/mails/tasks/": {"organizer", "registration"},
}


@pytest.fixture
def sign_in(client):
    def sign_in(*roles):
        user = UserFactory(roles=roles)
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize("role", ["organizer", "registration", "finance", "programme", "check-in", "security"])
def test_each_screen_opens_for_its_roles_only(client, sign_in, role):
    AgencyFactory()
    ClearanceFactory()
    sign_in(role)

    opened = {path for path in SCREENS if client.get(path).status_code == 200}

    assert opened == {path for path, roles in SCREENS.items() if role in roles}


def test_a_decision_on_an_agency_needs_evidence_and_keeps_who_decided(client, sign_in):
    staff = sign_in("registration")
    agency = AgencyFactory(state=Approval.PENDING)
    data = {"name": agency.name, "kind": agency.kind, "country": "US", "state": "approved", "evidence": ""}

    missing = client.post(f"/admin/people_agencies/edit/{agency.pk}/", data)
    client.post(f"/admin/people_agencies/edit/{agency.pk}/", {**data, "evidence": "called back"})

    agency.refresh_from_db()
    assert "a decision needs evidence" in missing.content.decode()
    assert (agency.state, agency.decided_by) == (Approval.APPROVED, staff)


def test_a_claim_is_moved_to_the_agency_that_was_meant(client, sign_in):
    sign_in("registration")
    known = AgencyFactory()
    claim = claim_agency(
        user=UserFactory(), name="Claimed", kind="other", country="US", role="coordinator", statement=""
    )

    client.post(
        f"/admin/people_memberships/edit/{claim.pk}/",
        {"agency": known.pk, "role": "coordinator", "state": "approved", "evidence": "letter"},
    )

    assert Membership.objects.approved().get().agency == known


def test_a_domain_taken_by_another_agency_gets_a_sentence(client, sign_in):
    sign_in("registration")
    AgencyDomainFactory(domain="police.example.gov")

    answer = client.post(
        "/admin/people_domains/new/", {"agency": AgencyFactory().pk, "domain": "police.example.gov", "verified": "on"}
    )

    assert "verified for another agency" in answer.content.decode()
    assert AgencyDomain.objects.count() == 1


def test_reading_a_clearance_is_recorded_and_withdrawing_keeps_it(client, sign_in):
    staff = sign_in("security")
    clearance = give_clearance(
        email="a@b.example", kind="sworn", method="letter", actor=staff, details="seen in person"
    )

    page = client.get(f"/admin/people_clearances/edit/{clearance.pk}/")
    client.post(f"/admin/people_clearances/edit/{clearance.pk}/", {"reason": "left"})

    assert "seen in person" in page.content.decode()
    assert AuditEntry.objects.filter(action="clearance.read", actor=staff).exists()
    assert Clearance.objects.get().withdrawn_at is not None


def test_roles_are_given_with_a_reason_and_never_to_oneself(client, sign_in):
    staff = sign_in("security")
    other = UserFactory()

    client.post(f"/admin/users/edit/{other.pk}/", {"roles": ["finance"], "is_active": "on", "reason": "new colleague"})
    own = client.post(f"/admin/users/edit/{staff.pk}/", {"roles": ["finance"], "is_active": "on", "reason": "x"})

    assert set(other.groups.values_list("name", flat=True)) == {"finance"}
    assert set(staff.groups.values_list("name", flat=True)) == {"security"}
    assert "their own roles" in own.content.decode()


def test_an_agency_is_added_by_staff(client, sign_in):
    sign_in("organizer")

    client.post(
        "/admin/people_agencies/new/",
        {"name": "New Agency", "kind": "health", "country": "GB", "state": "pending", "evidence": ""},
    )

    assert Agency.objects.get(name="New Agency").country == "GB"
