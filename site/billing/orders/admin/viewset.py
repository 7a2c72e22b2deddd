"""The orders' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from billing.orders.admin.detail import OrderAct, OrderDetail, OrderDocument
from billing.orders.admin.listing import OrderExport, OrderList
from billing.screens import FinanceViewSet


class OrderViewSet(FinanceViewSet):
    """List, page, acts, files, export."""

    name = "finance_orders"
    url_prefix = "finance/orders"
    menu_label = _("Orders")
    icon = "list-ul"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", OrderList.as_view(), name="index"),
            path("results/", OrderList.as_view(results_only=True), name="index_results"),
            path("export/", OrderExport.as_view(), name="export"),
            path("<int:pk>/", OrderDetail.as_view(), name="detail"),
            path("<int:pk>/files/<str:document>/", OrderDocument.as_view(), name="file"),
            path("<int:pk>/<slug:action>/", OrderAct.as_view(), name="act"),
        ]
