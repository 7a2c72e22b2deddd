"""Claims on agencies: always pending, decided once, with evidence."""

import pytest
from factories.people import AgencyDomainFactory, AgencyFactory, UserFactory

from core.audit.models import AuditEntry
from people.agencies.models import Agency, AgencyDomain, Approval, Membership
from people.agencies.services import (
    AlreadyClaimed,
    AlreadyDecided,
    DomainTaken,
    EvidenceMissing,
    claim_agency,
    decide_agency,
    decide_membership,
    verify_domain,
)

pytestmark = pytest.mark.django_db

CLAIM = {
    "name": "Port Meridian Police",
    "kind": "law_enforcement",
    "country": "US",
    "role": "coordinator",
    "statement": "",
}


def test_a_claim_is_pending_even_if_the_agency_is_known():
    AgencyFactory(name="Port Meridian Police", country="US")

    membership = claim_agency(user=UserFactory(), **CLAIM)

    assert (membership.state, membership.agency.state) == (Approval.PENDING, Approval.PENDING)
    assert not Membership.objects.approved().exists()


def test_the_same_person_claims_once():
    user = UserFactory()
    claim_agency(user=user, **CLAIM)

    with pytest.raises(AlreadyClaimed):
        claim_agency(user=user, **{**CLAIM, "name": "port meridian police"})


def test_staff_approve_with_evidence_and_move_the_claim_to_the_known_agency():
    known, staff = AgencyFactory(), UserFactory(roles=["registration"])
    membership = claim_agency(user=UserFactory(), **CLAIM)

    decide_membership(membership=membership, state=Approval.APPROVED, evidence="call back", actor=staff, agency=known)

    assert list(Membership.objects.approved().coordinators()) == [membership]
    assert AuditEntry.objects.filter(action="membership.approved", actor=staff).count() == 1


def test_an_approval_needs_evidence_and_happens_once():
    membership = claim_agency(user=UserFactory(), **CLAIM)
    staff = UserFactory()

    with pytest.raises(EvidenceMissing):
        decide_agency(agency=membership.agency, state=Approval.APPROVED, evidence=" ", actor=staff)
    decide_agency(agency=membership.agency, state=Approval.REFUSED, evidence="no answer", actor=staff)
    with pytest.raises(AlreadyDecided):
        decide_agency(agency=membership.agency, state=Approval.APPROVED, evidence="x", actor=staff)


def test_a_domain_speaks_for_one_agency_only():
    AgencyDomainFactory(domain="police.example.gov")
    second = AgencyDomain.objects.create(agency=AgencyFactory(), domain="police.example.gov")

    with pytest.raises(DomainTaken):
        verify_domain(domain=second, actor=UserFactory())


@pytest.mark.parametrize(
    ("email", "found"),
    [
        ("a@police.example.gov", True),
        ("a@unit.police.example.gov", True),
        ("A@POLICE.EXAMPLE.GOV", True),
        ("a@notpolice.example.gov", False),
        ("a@example.gov", False),
        ("a@police.example.gov.evil.example", False),
        ("no-address", False),
    ],
)
def test_an_address_belongs_to_the_agency_of_its_domain(email, found):
    AgencyDomainFactory(domain="police.example.gov")

    assert Agency.objects.of_address(email).exists() is found


def test_an_unverified_domain_or_a_pending_agency_says_nothing():
    AgencyDomainFactory(domain="one.example", verified_at=None)
    AgencyDomainFactory(domain="two.example", agency__state=Approval.PENDING)

    assert not Agency.objects.of_address("a@one.example").exists()
    assert not Agency.objects.of_address("a@two.example").exists()
