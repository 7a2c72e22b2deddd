"""Our card ledger beside Stripe's lists: pure comparison, no database and no network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from billing.reconciliation.models import Difference
from core.money import ZERO, round_money

Kind, What = Difference.Kind, Difference.What
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Theirs:
    """What Stripe says of one thing; `key` is what our ledger knows it by. Money that went out is negative."""

    key: str
    amount: Decimal
    currency: str
    at: datetime
    fee: Decimal | None = None


@dataclass(frozen=True)
class Ours:
    """What our ledger says of one thing."""

    key: str
    amount: Decimal
    currency: str
    at: datetime
    order: int | None = None


@dataclass(frozen=True)
class Found:
    """One difference."""

    kind: str
    what: str
    key: str
    ours: Decimal | None
    theirs: Decimal | None
    currency: str
    at: datetime
    order: int | None = None


@dataclass(frozen=True)
class Period:
    """From one moment to another, without it."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Return whether a moment is in it."""
        return self.since <= at < self.until


def compare(what: str, ours: Mapping[str, Ours], theirs: Iterable[Theirs], period: Period) -> list[Found]:
    """Return every difference of one kind of thing.

    `ours` and `theirs` reach beyond the period on both sides, since a webhook may come days later than the money:
    a thing counts for the period of Stripe's time, or of ours if Stripe does not know it.
    """
    found: list[Found] = []
    known: set[str] = set()
    for item in theirs:
        known.add(item.key)
        if not period.holds(item.at):
            continue
        own = ours.get(item.key)
        if own is None:
            if item.amount:
                found.append(Found(Kind.NOT_HERE, what, item.key, None, item.amount, item.currency, item.at))
        elif own.currency != item.currency:
            found.append(
                Found(Kind.CURRENCY, what, item.key, own.amount, item.amount, item.currency, item.at, own.order)
            )
        elif own.amount != item.amount:
            found.append(Found(Kind.AMOUNT, what, item.key, own.amount, item.amount, item.currency, item.at, own.order))
    for key, own in ours.items():
        if key not in known and period.holds(own.at) and own.amount:
            found.append(Found(Kind.NOT_THERE, what, key, own.amount, None, own.currency, own.at, own.order))
    return found


def compare_fees(
    charges: Iterable[Theirs], ours: Mapping[str, Ours], period: Period, *, percent: Decimal, fixed: Decimal
) -> list[Found]:
    """Return the charges of which Stripe kept something else than was agreed, beyond a cent of rounding."""
    found = []
    for item in charges:
        agreed = round_money(item.amount * percent / 100 + fixed)
        if item.fee is not None and period.holds(item.at) and abs(item.fee - agreed) > CENT:
            order = ours[item.key].order if item.key in ours else None
            found.append(Found(Kind.FEE, What.CHARGE, item.key, agreed, item.fee, item.currency, item.at, order))
    return found


def compare_payouts(
    payouts: Iterable[Theirs], moved: Mapping[str, Decimal], bank: Iterable[tuple[date, Decimal, str]], period: Period
) -> list[Found]:
    """Return the payouts that moved another amount at Stripe, or that no movement of the bank shows.

    `bank` holds what came to our account near the period, by day, amount and currency; each answers one payout.
    """
    left = list(bank)
    found = []
    for item in payouts:
        if not period.holds(item.at):
            continue
        gone = -moved.get(item.key, ZERO)
        if gone != item.amount:
            found.append(Found(Kind.AMOUNT, What.PAYOUT, item.key, gone, item.amount, item.currency, item.at))
        arrived = next((row for row in left if row[1:] == (item.amount, item.currency)), None)
        if arrived is None:
            found.append(Found(Kind.NOT_HERE, What.PAYOUT, item.key, None, item.amount, item.currency, item.at))
        else:
            left.remove(arrived)
    return found
