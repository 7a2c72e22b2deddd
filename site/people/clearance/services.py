"""Give and withdraw clearances; read them with a trace."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.audit.services import record
from people.clearance.models import Clearance, ClearanceQuerySet

if TYPE_CHECKING:
    from people.accounts.models import User


@transaction.atomic
def give_clearance(
    *,
    email: str,
    kind: str,
    method: str,
    actor: "User | None",
    expires_on: date | None = None,
    details: str = "",
) -> Clearance:
    """Record a verified fact about the person with this address; it counts once they have verified the address."""
    clearance = Clearance.objects.create(
        email=email, kind=kind, method=method, verified_by=actor, expires_on=expires_on, details=details
    )
    record(actor=actor, action="clearance.given", obj=clearance, changes={"kind": kind, "method": method})
    return clearance


@transaction.atomic
def withdraw_clearance(*, clearance: Clearance, actor: "User", reason: str) -> None:
    """End a clearance now; the row stays."""
    clearance.withdrawn_at = timezone.now()
    clearance.save(update_fields=["withdrawn_at"])
    record(actor=actor, action="clearance.withdrawn", obj=clearance, reason=reason)


def read_details(*, clearance: Clearance, actor: "User") -> str:
    """Return the encrypted details; every read is logged (DOMAIN.md §5.11)."""
    record(actor=actor, action="clearance.read", obj=clearance)
    return str(clearance.details)


def clearances_of_address(email: str) -> ClearanceQuerySet:
    """Return the valid clearances of an address."""
    return Clearance.objects.of_address(email).valid()
