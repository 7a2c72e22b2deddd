"""Open and settle finance cases."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.errors import DecidedError
from billing.orders.models import Order
from billing.queue.models import FinanceCase
from core.audit.services import record

Kind = FinanceCase.Kind


@transaction.atomic
def open_case(
    *, kind: str, order: Order | None = None, reference: str = "", details: Mapping[str, Any] | None = None
) -> FinanceCase:
    """Put a matter into the finance queue and return it; the same matter, still open, is not put there twice.

    `details` holds amounts and ids only. After a failure call this outside the transaction that failed, or the case
    is lost with it. A late payment that turns out to have no place becomes "paid, no place": one matter, one case.
    """
    reference = reference or (order.number if order else "")
    known = FinanceCase.objects.select_for_update().open().filter(kind=kind, reference=reference).first()
    if known:
        return known
    if kind == Kind.PAID_NO_PLACE and (late := _open_late_payment(order)):
        late.kind, late.reference = kind, reference
        late.save(update_fields=["kind", "reference"])
        return late
    case = FinanceCase.objects.create(
        kind=kind,
        order=order,
        reference=reference,
        details={key: value if isinstance(value, int) else str(value) for key, value in (details or {}).items()},
    )
    record(actor=None, action="finance_case.opened", obj=case, changes={"kind": kind, "reference": reference})
    return case


def _open_late_payment(order: Order | None) -> FinanceCase | None:
    cases = FinanceCase.objects.select_for_update().open()
    return cases.filter(kind=Kind.LATE_PAYMENT, order=order).first() if order else None


@transaction.atomic
def note_outcome(*, case: FinanceCase, outcome: str) -> FinanceCase:
    """Add to a case how the matter ended elsewhere, in one word."""
    case = FinanceCase.objects.select_for_update().get(pk=case.pk)
    case.details = {**case.details, "outcome": outcome}
    case.save(update_fields=["details"])
    record(actor=None, action="finance_case.outcome", obj=case, changes={"outcome": outcome})
    return case


@transaction.atomic
def resolve_case(*, case: FinanceCase, resolution: str, actor: Any) -> FinanceCase:
    """Settle a case with a sentence that says how. Raises DecidedError if it was settled before."""
    case = FinanceCase.objects.select_for_update().get(pk=case.pk)
    if case.state != FinanceCase.State.OPEN:
        raise DecidedError
    case.state, case.resolution = FinanceCase.State.RESOLVED, resolution
    case.resolved_by, case.resolved_at = actor, timezone.now()
    case.save(update_fields=["state", "resolution", "resolved_by", "resolved_at"])
    record(actor=actor, action="finance_case.resolved", obj=case, reason=resolution, changes={"kind": case.kind})
    return case
