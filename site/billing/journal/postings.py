"""How each row of the books is posted: pure, two sides that are equal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from billing.deposits.models import Deposit
from billing.journal.accounts import (
    BANK,
    CASH,
    CREDIT_NOTES,
    FEES,
    RECEIVABLES,
    REFUNDS,
    REVENUE,
    STRIPE,
    TAX,
    UNALLOCATED,
    Posting,
    account_of,
)
from billing.orders.models import OrderLine
from billing.payments.models import Transaction
from billing.reconciliation.models import StripeMovement
from core.money import ZERO


@dataclass(frozen=True)
class Draft:
    """An entry that is not posted yet; `source` names the row, so that it is posted once."""

    source: str
    day: date
    text: str
    order: int | None
    currency: str
    postings: tuple[Posting, ...]


def _summed(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Accounts once each, without those that come to nothing."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for account, amount in postings:
        sums[account] += amount
    return tuple((account, amount) for account, amount in sums.items() if amount)


def of_line(line: OrderLine, *, kind: str, turn: int, currency: str) -> Draft:
    """A line that was bought: receivables to revenue and tax; one taken back: credit notes and tax to receivables.

    `turn` counts how often the line was posted: an order that ends unpaid takes its lines out of the journal again
    (an even turn), and one that is taken up puts them back.
    """
    base = CREDIT_NOTES if line.reverses_id else REVENUE
    sign = 1 if turn % 2 else -1
    postings = [
        (RECEIVABLES, sign * line.gross),
        (account_of(base, kind), -sign * line.net),
        (TAX, -sign * line.tax),
    ]
    day = timezone.localdate(line.created_at) if turn == 1 else timezone.localdate()
    return Draft(f"line:{line.pk}:{turn}", day, line.description, line.order_id, currency, _summed(postings))


def of_transaction(entry: Transaction) -> Draft:
    """Money for an order: cash (or the deposit that it is a part of) to receivables; a refund shows on its way."""
    cash = UNALLOCATED if entry.deposit_id else CASH[Transaction.Method(entry.method)]
    postings: list[Posting] = [(cash, entry.amount), (RECEIVABLES, -entry.amount)]
    if entry.kind == Transaction.Kind.REFUND:
        # Both steps in one entry: receivables to refunds, refunds to cash.
        return Draft(
            f"transaction:{entry.pk}", entry.received_on, f"{entry.kind} {entry.shown_reference}"[:300],
            entry.order_id, entry.currency,
            ((RECEIVABLES, -entry.amount), (REFUNDS, entry.amount), (REFUNDS, -entry.amount), (cash, entry.amount)),
        )  # fmt: skip
    text = f"{entry.kind} {entry.shown_reference}"[:300]
    return Draft(f"transaction:{entry.pk}", entry.received_on, text, entry.order_id, entry.currency, _summed(postings))


def of_deposit(deposit: Deposit) -> Draft:
    """A check or transfer as it arrived, or what of it went back."""
    postings = _summed([(BANK, deposit.amount), (UNALLOCATED, -deposit.amount)])
    text = f"deposit {deposit.reference}"[:300]
    return Draft(f"deposit:{deposit.pk}", deposit.received_on, text, None, deposit.currency, postings)


def of_movement(moved: StripeMovement) -> Draft | None:
    """What Stripe kept as a fee, and what it sent to the bank; charges, refunds and disputes are in our own ledger."""
    postings: list[Posting] = [(FEES, moved.fee), (STRIPE, -moved.fee)]
    if moved.type in ("payout", "payout_cancel", "payout_failure"):
        postings += [(BANK, -moved.amount), (STRIPE, moved.amount)]
    elif moved.type in ("stripe_fee", "tax_fee"):
        postings += [(FEES, -moved.amount), (STRIPE, moved.amount)]
    kept = _summed(postings)
    if not kept:
        return None
    day = timezone.localdate(moved.happened_at)
    return Draft(f"stripe:{moved.stripe_id}"[:80], day, f"Stripe: {moved.type}"[:300], None, moved.currency, kept)
