"""The chart of accounts: few, named, numbered as accountants expect."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from billing.payments.models import Transaction

BANK, STRIPE, RECEIVABLES = "1000", "1010", "1100"
UNALLOCATED, TAX, REFUNDS, BALANCES = "2100", "2200", "2300", "2400"
REVENUE, CREDIT_NOTES, FEES = "4000", "4900", "5000"

NAMES = {
    BANK: _("Bank"),
    STRIPE: _("Balance at Stripe"),
    RECEIVABLES: _("Receivables"),
    UNALLOCATED: _("Deposits not allocated"),
    TAX: _("Sales tax"),
    REFUNDS: _("Refunds"),
    BALANCES: _("Credits of buyers"),
    REVENUE: _("Revenue"),
    CREDIT_NOTES: _("Credit notes"),
    FEES: _("Fees of card payments"),
}
CASH = {
    Transaction.Method.CARD: STRIPE,
    Transaction.Method.BANK_TRANSFER: BANK,
    Transaction.Method.CHECK: BANK,
    Transaction.Method.BALANCE: BALANCES,
}

# An account and what it is debited (positive) or credited (negative) with.
Posting = tuple[str, Decimal]


def account_of(base: str, kind: str) -> str:
    """Return the account of revenue or credit notes of one kind: `4000:ticket`."""
    return f"{base}:{kind}"[:40]


def name_of(account: str) -> str:
    """Return an account's name, with its kind behind it."""
    base, _colon, kind = account.partition(":")
    name = str(NAMES.get(base, base))
    return f"{name}: {kind}" if kind else name
