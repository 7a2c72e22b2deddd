"""Gathers billing's models for Django; import them from their own modules."""

from billing.invoices.models import Invoice, NumberSeries
from billing.orders.models import Order, OrderLine
from billing.payments.models import CheckoutAttempt, StripeEvent, Transaction
from billing.purchase_orders.models import PurchaseOrder
from billing.queue.models import FinanceCase
from billing.refunds.models import Refund

__all__ = [
    "CheckoutAttempt",
    "FinanceCase",
    "Invoice",
    "NumberSeries",
    "Order",
    "OrderLine",
    "PurchaseOrder",
    "Refund",
    "StripeEvent",
    "Transaction",
]
