"""The bank's place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from billing.bank.admin.lines import Decide, LineList
from billing.bank.admin.screens import SendStatement, StatementScreen
from billing.screens import FinanceViewSet


class BankViewSet(FinanceViewSet):
    """Movements, statements."""

    name = "finance_bank"
    url_prefix = "finance/bank"
    menu_label = _("Bank")
    icon = "upload"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", LineList.as_view(), name="index"),
            path("results/", LineList.as_view(results_only=True), name="index_results"),
            path("decide/", Decide.as_view(), name="decide"),
            path("send/", SendStatement.as_view(), name="send"),
            path("statements/<str:public_id>/", StatementScreen.as_view(), name="statement"),
        ]
