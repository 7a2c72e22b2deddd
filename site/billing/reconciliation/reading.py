"""What both sides say of a period."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from billing.bank.models import BankLine
from billing.payments.gateway import list_between
from billing.payments.messages import BalanceMessage, ListedCharge, ListedDispute, ListedRefund, PayoutMessage
from billing.payments.models import Transaction
from billing.reconciliation.comparing import Ours, Period, Theirs
from billing.reconciliation.models import StripeMovement
from core.money import ZERO, from_minor_units

# Stripe sends a webhook again for three days, and a bank takes days more.
MARGIN = timedelta(days=7)
DISPUTE_SUFFIX, REFUND_SUFFIX = ":reinstated", ":failed"


def period_of(since: date, until: date) -> Period:
    """Return whole days of our time zone, both included."""
    zone = timezone.get_current_timezone()
    return Period(
        datetime.combine(since, time.min, zone),
        datetime.combine(until + timedelta(days=1), time.min, zone),
    )


def wide(period: Period) -> tuple[datetime, datetime]:
    """Return the period with its margins."""
    return period.since - MARGIN, period.until + MARGIN


def our_entries(kinds: Iterable[str], suffix: str, period: Period, keys: Iterable[str]) -> dict[str, Ours]:
    """Return our card entries by Stripe's id, what was given back under a suffix added up; of the period and by key."""
    ledger = Transaction.objects.filter(method=Transaction.Method.CARD, kind__in=kinds).exclude(provider_ref=None)
    wanted = list(keys)
    near = ledger.filter(created_at__gte=period.since - MARGIN, created_at__lt=period.until + MARGIN)
    entries = list(near)
    for start in range(0, len(wanted), 250):
        named = [name for key in wanted[start : start + 250] for name in (key, f"{key}{suffix}" if suffix else key)]
        entries += ledger.filter(provider_ref__in=named)
    found: dict[str, Ours] = {}
    for entry in {entry.pk: entry for entry in entries}.values():
        key = (entry.provider_ref or "").removesuffix(suffix) if suffix else entry.provider_ref or ""
        before = found.get(key)
        amount = entry.amount + (before.amount if before else ZERO)
        first = before.at if before and before.at < entry.created_at else entry.created_at
        found[key] = Ours(key, amount, entry.currency, first, entry.order_id)
    return found


def read_movements(period: Period) -> list[BalanceMessage]:
    """Ask Stripe for its balance transactions and keep those that we have not; return all of them."""
    listed = list_between("balance_transactions", BalanceMessage, *wide(period))
    rows = [
        StripeMovement(
            stripe_id=item.id,
            type=item.type[:40],
            source=item.source or "",
            amount=from_minor_units(item.amount, item.currency),
            fee=from_minor_units(item.fee, item.currency),
            net=from_minor_units(item.net, item.currency),
            currency=item.currency.upper(),
            happened_at=item.created,
        )
        for item in listed
    ]
    StripeMovement.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return listed


def their_charges(period: Period, fees: dict[str, Decimal]) -> list[Theirs]:
    """Ask Stripe for charges that were paid, by their payment intent, each with its fee."""
    listed = list_between("charges", ListedCharge, *wide(period))
    return [
        Theirs(
            charge.payment_intent or charge.id,
            from_minor_units(charge.amount, charge.currency),
            charge.currency.upper(),
            charge.created,
            fees.get(charge.id),
        )
        for charge in listed
        if charge.paid and charge.status == "succeeded"
    ]


def their_refunds(period: Period) -> list[Theirs]:
    """Ask Stripe for refunds whose outcome is known; one that came back moved nothing."""
    listed = list_between("refunds", ListedRefund, *wide(period))
    return [
        Theirs(
            refund.id,
            -from_minor_units(refund.amount, refund.currency) if refund.status == "succeeded" else ZERO,
            refund.currency.upper(),
            refund.created,
        )
        for refund in listed
        if refund.status in ("succeeded", "failed", "canceled")
    ]


def their_disputes(period: Period) -> list[Theirs]:
    """Ask Stripe for disputes, each with what it has moved so far."""
    listed = list_between("disputes", ListedDispute, *wide(period))
    return [
        Theirs(
            item.id,
            from_minor_units(sum(moved.amount for moved in item.balance_transactions), item.currency),
            item.currency.upper(),
            item.created,
        )
        for item in listed
    ]


def their_payouts(period: Period) -> list[Theirs]:
    """Ask Stripe for the payouts that it counts as paid."""
    listed = list_between("payouts", PayoutMessage, *wide(period))
    return [
        Theirs(item.id, from_minor_units(item.amount, item.currency), item.currency.upper(), item.created)
        for item in listed
        if item.status == "paid"
    ]


def bank_arrivals(period: Period) -> list[tuple[date, Decimal, str]]:
    """Return what came to our account near the period."""
    lines = BankLine.objects.filter(
        amount__gt=0, booked_on__gte=period.since.date(), booked_on__lte=(period.until + MARGIN).date()
    )
    return list(lines.order_by("booked_on").values_list("booked_on", "amount", "currency"))


def sums_by_source(movements: Iterable[BalanceMessage], kinds: frozenset[str], field: str) -> dict[str, Decimal]:
    """Return what movements of some types moved (or kept as a fee), by the thing that caused them."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for item in movements:
        if item.source and item.type in kinds:
            sums[item.source] += from_minor_units(getattr(item, field), item.currency)
    return dict(sums)
