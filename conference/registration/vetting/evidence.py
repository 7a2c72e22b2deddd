"""What the database says about the people of applications, fetched in a fixed number of queries for any number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Value

from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.members.numbers import number_keys
from people.accounts.models import User
from people.agencies.models import AgencyDomain, Approval, Membership
from people.clearance.models import Clearance, ClearanceQuerySet

Check = TicketType.Check


@dataclass(frozen=True)
class Evidence:
    """What is known; a check that nobody asks for is not looked up unless `everything` was wanted."""

    proved: Collection[str]
    coordinated: Collection[str]
    members: Collection[str]
    agency_domains: Mapping[str, str]
    elsewhere: Mapping[str, int]
    cleared: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, MemberRecord] = field(default_factory=dict)

    def proves(self, email: str) -> bool:
        """Whether somebody has proved that the address is this person's."""
        return email in self.proved or bool(self.coordinated and set(parent_domains(email)) & set(self.coordinated))


def parent_domains(email: str) -> list[str]:
    """Return the address's domain and its parents down to two labels: a.b.gov, b.gov."""
    labels = email.rpartition("@")[2].lower().split(".")
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 0))]


def gather_evidence(places: Sequence[Registration], user: User | None, *, everything: bool = False) -> Evidence:
    """Ask the database once about every address of an order; `everything` also what no ticket of it demands."""
    emails = [place.email for place in places if place.email]
    asked = set(Check) if everything else {check for place in places for check in place.ticket_type.demands}
    proved, coordinated = _proofs(user)
    return Evidence(
        proved=proved,
        coordinated=coordinated,
        members=set(_clearances(emails).filter(kind=Clearance.Kind.MEMBER).values_list("email", flat=True))
        if Check.MEMBERSHIP in asked
        else (),
        agency_domains=_domains(emails) if Check.AGENCY in asked else {},
        elsewhere=_elsewhere(places, emails),
        cleared={row.email: row.get_kind_display() for row in _clearances(emails).exclude(kind=Clearance.Kind.MEMBER)}
        if Check.CLEARANCE in asked
        else {},
        listed=_listed(places) if Check.MEMBERSHIP in asked else {},
    )


def _proofs(user: User | None) -> tuple[set[str], set[str]]:
    """Return the buyer's verified addresses, and the domains of the agencies they coordinate, in one query."""
    if user is None:
        return set(), set()
    addresses = user.emailaddress_set.filter(verified=True).order_by()  # type: ignore[attr-defined]
    coordinates = Membership.objects.approved().coordinators().filter(user=user)
    domains = AgencyDomain.objects.filter(agency__memberships__in=coordinates, verified_at__isnull=False).order_by()
    rows = addresses.values_list("email", Value(1)).union(domains.values_list("domain", Value(0)), all=True)
    proved: set[str] = set()
    coordinated: set[str] = set()
    for text, is_address in rows:
        (proved if is_address else coordinated).add(text)
    return proved, coordinated


def _clearances(emails: Sequence[str]) -> ClearanceQuerySet:
    return Clearance.objects.valid().filter(email__in=emails).defer("details")


def _domains(emails: Sequence[str]) -> dict[str, str]:
    domains = {domain for email in emails for domain in parent_domains(email)}
    verified = AgencyDomain.objects.filter(
        domain__in=domains, verified_at__isnull=False, agency__state=Approval.APPROVED
    )
    return dict(verified.values_list("domain", "agency__name"))


def _elsewhere(places: Sequence[Registration], emails: Sequence[str]) -> dict[str, int]:
    """Return the other places of the edition with one of these addresses."""
    others = Registration.objects.of(places[0].edition).occupying().filter(email__in=emails)
    others = others.exclude(pk__in=[place.pk for place in places if place.pk])
    return dict(others.values_list("email", "pk"))


def _listed(places: Sequence[Registration]) -> dict[str, MemberRecord]:
    keys = {key for place in places for key in number_keys(place.proof)}
    return {row.number_key: row for row in MemberRecord.objects.filter(number_key__in=keys)} if keys else {}
