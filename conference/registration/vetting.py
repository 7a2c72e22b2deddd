"""Automatic vetting: approve at once where the named check passes, otherwise leave the place to a person.

A check believes only an address that somebody has proved: the signed-in buyer's own verified ones, or, for a
coordinator, those of the agency they coordinate. A typed address proves nothing, so a guest's application waits until
the address is verified or a person decides.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.states import QueueReason, State, check_move
from people.accounts.models import User
from people.agencies.models import AgencyDomain, Approval, Membership
from people.clearance.models import Clearance

Check, Vetting = TicketType.Check, TicketType.Vetting


@dataclass(frozen=True)
class Evidence:
    """What the database says about all addresses of an order, fetched in a fixed number of queries."""

    proved: Collection[str]
    coordinated: Collection[str]
    members: Collection[str]
    agency_domains: Collection[str]
    elsewhere: Collection[str]

    def proves(self, email: str) -> bool:
        """Whether somebody has proved that the address is this person's."""
        return email in self.proved or bool(self.coordinated and set(parent_domains(email)) & set(self.coordinated))


def parent_domains(email: str) -> list[str]:
    """Return the address's domain and its parents down to two labels: a.b.gov, b.gov."""
    labels = email.rpartition("@")[2].lower().split(".")
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 0))]


def gather_evidence(registrations: Sequence[Registration], user: User | None) -> Evidence:
    """Ask the database once about every address; at most five queries for any number of places."""
    emails = [registration.email for registration in registrations if registration.email]
    edition = registrations[0].edition
    proved: set[str] = set()
    coordinated: set[str] = set()
    if user is not None:
        proved = set(user.emailaddress_set.filter(verified=True).values_list("email", flat=True))  # type: ignore[attr-defined]
        coordinates = Membership.objects.approved().coordinators().filter(user=user)
        coordinated = set(
            AgencyDomain.objects.filter(agency__memberships__in=coordinates, verified_at__isnull=False).values_list(
                "domain", flat=True
            )
        )
    domains = {domain for email in emails for domain in parent_domains(email)}
    checks = {registration.ticket_type.check_by for registration in registrations}
    verified = AgencyDomain.objects.filter(
        domain__in=domains, verified_at__isnull=False, agency__state=Approval.APPROVED
    )
    members = Clearance.objects.valid().filter(kind=Clearance.Kind.MEMBER, email__in=emails)
    elsewhere = Registration.objects.of(edition).occupying().filter(email__in=emails)
    return Evidence(
        proved=proved,
        coordinated=coordinated,
        members=set(members.values_list("email", flat=True)) if Check.MEMBERSHIP in checks else (),
        agency_domains=set(verified.values_list("domain", flat=True)) if Check.AGENCY in checks else (),
        elsewhere=set(
            elsewhere.exclude(pk__in=[place.pk for place in registrations if place.pk]).values_list("email", flat=True)
        ),
    )


def reason_to_queue(registration: Registration, evidence: Evidence) -> str:
    """Return why a person must decide on the place, or an empty text if it passes its check."""
    ticket, email = registration.ticket_type, registration.email
    if not registration.is_named:
        return QueueReason.UNNAMED
    if email in evidence.elsewhere:
        return QueueReason.DUPLICATE
    if ticket.vetting != Vetting.AUTOMATIC or not ticket.check_by:
        return QueueReason.MANUAL
    if not evidence.proves(email):
        return QueueReason.UNVERIFIED
    if ticket.check_by == Check.MEMBERSHIP:
        return "" if email in evidence.members else QueueReason.NO_MEMBERSHIP
    return "" if set(parent_domains(email)) & set(evidence.agency_domains) else QueueReason.NO_AGENCY


def vet(registrations: Sequence[Registration], user: User | None) -> list[Registration]:
    """Approve in memory what passes its check and give the others their reason; return those that were approved."""
    if not registrations:
        return []
    evidence = gather_evidence(registrations, user)
    return list(_decide(registrations, evidence))


def _decide(registrations: Iterable[Registration], evidence: Evidence) -> Iterable[Registration]:
    for registration in registrations:
        registration.queue_reason = reason_to_queue(registration, evidence)
        if not registration.queue_reason:
            check_move(registration.state, State.APPROVED)
            registration.state = State.APPROVED
            yield registration
