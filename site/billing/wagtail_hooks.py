"""Registers the Finance menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from billing.balances.admin import BalanceViewSet
from billing.bank.admin.viewset import BankViewSet
from billing.deposits.admin.viewset import DepositViewSet
from billing.invoices.admin import InvoiceViewSet
from billing.journal.admin import JournalViewSet
from billing.orders.admin.viewset import OrderViewSet
from billing.payments.admin import PaymentViewSet
from billing.purchase_orders.admin import PurchaseOrderViewSet
from billing.queue.admin import CaseViewSet
from billing.reconciliation.admin import ReconciliationViewSet
from billing.statements.admin import AccountViewSet
from billing.terms.admin import TermsViewSet


class FinanceGroup(ViewSetGroup):
    """All about orders and money."""

    menu_label = _("Finance")
    menu_icon = "table"
    menu_order = 300
    items = (
        OrderViewSet, PurchaseOrderViewSet, PaymentViewSet, DepositViewSet, BalanceViewSet, BankViewSet, CaseViewSet,
        InvoiceViewSet, AccountViewSet, ReconciliationViewSet, JournalViewSet, TermsViewSet,
    )  # fmt: skip


@hooks.register("register_admin_viewset")
def register_finance() -> Any:
    """The Finance menu."""
    return FinanceGroup()
