"""Gathers billing's tasks and periodic jobs, so that workers and the clock know them."""

from billing.balances import tasks as balances
from billing.invoices import issuing
from billing.invoices import tasks as invoices
from billing.journal import services as journal
from billing.orders import tasks as orders
from billing.payments import holds, tasks
from billing.reconciliation import tasks as reconciliation
from billing.refunds import sending
from billing.refunds import tasks as refunds
from billing.statements import documents as statement_documents
from billing.statements import tasks as statements

__all__ = [
    "balances", "holds", "invoices", "issuing", "journal", "orders", "reconciliation", "refunds", "sending",
    "statement_documents", "statements", "tasks",
]  # fmt: skip
