"""Registers the Finance menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from billing.invoices.admin import InvoiceViewSet
from billing.orders.admin.viewset import OrderViewSet
from billing.payments.admin import PaymentViewSet
from billing.queue.admin import CaseViewSet


class FinanceGroup(ViewSetGroup):
    """Orders, payments, queue, invoices."""

    menu_label = _("Finance")
    menu_icon = "table"
    menu_order = 300
    items = (OrderViewSet, PaymentViewSet, CaseViewSet, InvoiceViewSet)


@hooks.register("register_admin_viewset")
def register_finance() -> Any:
    """The Finance menu."""
    return FinanceGroup()
