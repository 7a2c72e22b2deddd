"""Ask for a comparison, run it, keep what it found."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.errors import UnderWayError
from billing.orders.models import Order
from billing.payments.gateway import RefusedError, UnavailableError
from billing.payments.models import Transaction
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from billing.reconciliation import reading
from billing.reconciliation.comparing import Found, compare, compare_fees, compare_payouts
from billing.reconciliation.models import Difference, Reconciliation
from billing.reconciliation.tasks import run_reconciliation
from billing.terms.models import current_terms
from core.audit.services import record

State, Kind = Reconciliation.State, Transaction.Kind
# A run that was killed would stand in the way for ever.
DEAD_AFTER = timedelta(minutes=30)
CHARGES, PAYOUTS = frozenset({"charge", "payment"}), frozenset({"payout"})


@transaction.atomic
def request_reconciliation(*, since: date, until: date, actor: Any) -> Reconciliation:
    """Have a period compared by a task; raises UnderWayError while the same period is being compared."""
    busy = Reconciliation.objects.select_for_update().filter(
        since=since, until=until, state__in=[State.WAITING, State.RUNNING]
    )
    for run in busy:
        if run.created_at > timezone.now() - DEAD_AFTER:
            raise UnderWayError
        run.state, run.error = State.FAILED, "stopped"
        run.save(update_fields=["state", "error"])
    run = Reconciliation.objects.create(since=since, until=until, asked_by=actor)
    changes = {"since": str(since), "until": str(until)}
    record(actor=actor, action="reconciliation.asked", obj=run, changes=changes)
    run_reconciliation.enqueue(run.pk)
    return run


def run(run_id: int) -> str:
    """Compare a period and store the result; Stripe is asked outside every transaction. Returns the state reached."""
    row = Reconciliation.objects.get(pk=run_id)
    if row.state not in (State.WAITING, State.RUNNING):
        return str(row.state)
    try:
        found, summary = _compare(row)
    except (UnavailableError, RefusedError) as error:
        row.state, row.error, row.finished_at = State.FAILED, str(error)[:120], timezone.now()
        row.save(update_fields=["state", "error", "finished_at"])
        return str(row.state)
    _store(row, found, summary)
    return str(row.state)


def _step(row: Reconciliation, percent: int) -> None:
    row.state, row.step = State.RUNNING, percent
    row.save(update_fields=["state", "step"])


def _compare(row: Reconciliation) -> tuple[list[Found], dict[str, Any]]:
    period, terms = reading.period_of(row.since, row.until), current_terms()
    _step(row, 5)
    movements = reading.read_movements(period)
    _step(row, 30)
    charges = reading.their_charges(period, reading.sums_by_source(movements, CHARGES, "fee"))
    ours = reading.our_entries([Kind.PAYMENT], "", period, [item.key for item in charges])
    found = compare("charge", ours, charges, period)
    found += compare_fees(charges, ours, period, percent=terms.card_fee_percent, fixed=terms.card_fee_fixed)
    _step(row, 55)
    refunds = reading.their_refunds(period)
    known = reading.our_entries(
        [Kind.REFUND, Kind.CORRECTION], reading.REFUND_SUFFIX, period, [item.key for item in refunds]
    )
    found += compare("refund", _of(known, reading.DISPUTE_SUFFIX), refunds, period)
    _step(row, 75)
    disputes = reading.their_disputes(period)
    known = reading.our_entries(
        [Kind.CHARGEBACK, Kind.CORRECTION], reading.DISPUTE_SUFFIX, period, [item.key for item in disputes]
    )
    found += compare("dispute", _of(known, reading.REFUND_SUFFIX), disputes, period)
    _step(row, 90)
    payouts = reading.their_payouts(period)
    moved = reading.sums_by_source(movements, PAYOUTS, "amount")
    found += compare_payouts(payouts, moved, reading.bank_arrivals(period), period)
    counts = {"charges": charges, "refunds": refunds, "disputes": disputes, "payouts": payouts}
    summary: dict[str, Any] = {
        name: sum(1 for item in items if period.holds(item.at)) for name, items in counts.items()
    }
    return found, summary


def _of(entries: dict[str, Any], other: str) -> dict[str, Any]:
    """Leave out corrections that belong to the other kind of thing."""
    return {key: entry for key, entry in entries.items() if not key.endswith(other)}


@transaction.atomic
def _store(row: Reconciliation, found: list[Found], summary: dict[str, Any]) -> None:
    row.differences.all().delete()
    Difference.objects.bulk_create(
        [
            Difference(
                run=row, kind=item.kind, what=item.what, reference=item.key, order_id=item.order, ours=item.ours,
                theirs=item.theirs, currency=item.currency, happened_on=timezone.localdate(item.at),
            )
            for item in found
        ],
        batch_size=500,
    )  # fmt: skip
    counted = Counter(item.kind for item in found)
    row.summary = {**summary, **{str(kind): count for kind, count in counted.items()}}
    row.state, row.step, row.error, row.finished_at = State.DONE, 100, "", timezone.now()
    row.save(update_fields=["summary", "state", "step", "error", "finished_at"])
    for item in found:
        _tell(item)
    record(actor=None, action="reconciliation.done", obj=row, changes={"differences": len(found)})


def _tell(item: Found) -> None:
    """Put a difference of money into the finance queue, once, settled or not."""
    reference = f"{item.what}:{item.key}"[:120]
    if item.kind == Difference.Kind.FEE or item.what == Difference.What.PAYOUT:
        return
    if FinanceCase.objects.filter(kind=FinanceCase.Kind.DIFFERENCE, reference=reference).exists():
        return
    open_case(
        kind=FinanceCase.Kind.DIFFERENCE,
        order=Order.objects.filter(pk=item.order).first() if item.order else None,
        reference=reference,
        details={
            "difference": item.kind,
            "ours": item.ours or "-",
            "theirs": item.theirs or "-",
            "currency": item.currency,
        },
    )
