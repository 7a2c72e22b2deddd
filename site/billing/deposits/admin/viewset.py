"""The deposits' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from billing.deposits.admin.detail import DepositDetail, NewDeposit
from billing.deposits.admin.listing import DepositList
from billing.screens import FinanceViewSet


class DepositViewSet(FinanceViewSet):
    """List, new, one."""

    name = "finance_deposits"
    url_prefix = "finance/deposits"
    menu_label = _("Deposits")
    icon = "download"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", DepositList.as_view(), name="index"),
            path("results/", DepositList.as_view(results_only=True), name="index_results"),
            path("new/", NewDeposit.as_view(), name="new"),
            path("<int:pk>/", DepositDetail.as_view(), name="detail"),
        ]
