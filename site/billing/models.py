"""Gathers billing's models for Django; import them from their own modules."""

from billing.balances.models import Balance, BalanceEntry
from billing.bank.models import BankLine, BankStatement
from billing.deposits.models import Allocation, Deposit
from billing.invoices.models import Invoice, NumberSeries
from billing.journal.models import JournalEntry, JournalLine
from billing.orders.models import Order, OrderLine
from billing.payments.models import CheckoutAttempt, StripeEvent, Transaction
from billing.purchase_orders.models import PurchaseOrder
from billing.queue.models import FinanceCase
from billing.reconciliation.models import Difference, Reconciliation, StripeMovement
from billing.refunds.models import Refund
from billing.statements.models import AccountStatement
from billing.terms.models import PaymentTerms

__all__ = [
    "AccountStatement",
    "Allocation",
    "Balance",
    "BalanceEntry",
    "BankLine",
    "BankStatement",
    "CheckoutAttempt",
    "Deposit",
    "Difference",
    "FinanceCase",
    "Invoice",
    "JournalEntry",
    "JournalLine",
    "NumberSeries",
    "Order",
    "OrderLine",
    "PaymentTerms",
    "PurchaseOrder",
    "Reconciliation",
    "Refund",
    "StripeEvent",
    "StripeMovement",
    "Transaction",
]
