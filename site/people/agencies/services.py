"""Claims on agencies, and what staff decide about them."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.services import record
from core.files.models import PrivateFile
from people.agencies.models import Agency, AgencyDomain, Approval, Membership

if TYPE_CHECKING:
    from people.accounts.models import User


class AlreadyClaimed(Exception):
    """The person has a pending or approved claim of this kind on this agency."""


class AlreadyDecided(Exception):
    """Staff decided on the claim before; it is shown as it stands."""


class DomainTaken(Exception):
    """Another agency's domain is verified under this name."""


class EvidenceMissing(Exception):
    """An approval needs a note of what was seen."""


@transaction.atomic
def claim_agency(
    *,
    user: "User",
    name: str,
    kind: str,
    country: str,
    role: str,
    statement: str,
    proof: PrivateFile | None = None,
) -> Membership:
    """Record that a person says they belong to, or coordinate, an agency; all of it stays pending.

    The agency is always a new pending row: whether one of that name is known is never told to the person, staff
    join the two when they decide. Raises AlreadyClaimed for the person's own second claim.
    """
    own = Membership.objects.filter(user=user, role=role, state__in=[Approval.PENDING, Approval.APPROVED])
    if own.filter(agency__name__iexact=name.strip(), agency__country=country).exists():
        raise AlreadyClaimed
    agency = Agency.objects.create(name=" ".join(name.split()), kind=kind, country=country)
    membership = Membership.objects.create(user=user, agency=agency, role=role, statement=statement, proof=proof)
    record(actor=user, action="agency.claimed", obj=membership, changes={"role": role})
    return membership


@transaction.atomic
def decide_agency(*, agency: Agency, state: str, evidence: str, actor: "User") -> Agency:
    """Approve or refuse a pending agency and return it; raises EvidenceMissing or AlreadyDecided."""
    locked = Agency.objects.select_for_update().get(pk=agency.pk)
    _require(locked.state, evidence)
    locked.state, locked.evidence = state, evidence
    locked.decided_by, locked.decided_at = actor, timezone.now()
    locked.save()
    record(actor=actor, action=f"agency.{state}", obj=locked)
    return locked


@transaction.atomic
def decide_membership(
    *, membership: Membership, state: str, evidence: str, actor: "User", agency: Agency | None = None
) -> None:
    """Approve or refuse a claim; `agency` moves it to the approved agency that the person meant."""
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    _require(locked.state, evidence)
    if agency is not None:
        locked.agency = agency
    locked.state, locked.evidence = state, evidence
    locked.decided_by, locked.decided_at = actor, timezone.now()
    locked.save()
    record(actor=actor, action=f"membership.{state}", obj=locked, changes={"role": locked.role})


def _require(state: str, evidence: str) -> None:
    if state != Approval.PENDING:
        raise AlreadyDecided
    if not evidence.strip():
        raise EvidenceMissing


@transaction.atomic
def verify_domain(*, domain: AgencyDomain, actor: "User") -> None:
    """Let a domain speak for its agency; raises DomainTaken if another agency's is verified."""
    domain.verified_at, domain.verified_by = timezone.now(), actor
    try:
        with transaction.atomic():
            domain.save(update_fields=["verified_at", "verified_by"])
    except IntegrityError as error:
        raise DomainTaken from error
    record(actor=actor, action="agency.domain_verified", obj=domain.agency, changes={"domain": domain.domain})


@transaction.atomic
def vouch_for_member(*, user: "User", agency: Agency, actor: "User | None") -> Membership:
    """Make somebody a member whom their agency's coordinator has brought in; who is one already stays it.

    Staff have approved the coordinator, and the coordinator answers for the agency's own people. It proves nothing
    else: clearances are verified by staff alone.
    """
    own = Membership.objects.select_for_update().filter(user=user, agency=agency, role=Membership.Role.MEMBER)
    membership = own.filter(state__in=[Approval.APPROVED, Approval.PENDING]).first()
    if membership is not None and membership.state == Approval.APPROVED:
        return membership
    membership = membership or Membership(user=user, agency=agency, role=Membership.Role.MEMBER)
    membership.state, membership.evidence = Approval.APPROVED, "brought in by the coordinator"
    membership.decided_by, membership.decided_at = actor, timezone.now()
    membership.save()
    record(actor=actor, action="membership.vouched", obj=membership)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, actor: "User", reason: str = "") -> None:
    """End a membership; the row stays as evidence."""
    membership.state = Approval.ENDED
    membership.save(update_fields=["state"])
    record(actor=actor, action="membership.ended", obj=membership, reason=reason)
