"""Credits of buyers as finance reads them: from which order, what is left, until when."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from billing.balances.models import Balance
from billing.screens import FinanceViewSet, Listing
from core.money import format_money


class BalanceList(Listing):
    """Each credit with what is left of it, the newest first. A code is shown by its end only: it is money."""

    model = Balance
    page_title = _("Credits of buyers")
    header_icon = "pick"
    verbose_name_plural = _("credits of buyers")
    index_url_name = "finance_balances:index"
    index_results_url_name = "finance_balances:index_results"
    columns = [
        TitleColumn(
            "source", label=_("Order"), get_url=lambda entry: reverse("finance_orders:detail", args=[entry.source_id])
        ),
        Column("code", label=_("Code"), accessor=lambda entry: f"…{entry.code[-4:]}"),
        Column("left", label=_("Left"), accessor=lambda entry: format_money(entry.left, entry.currency)),
        Column("expires_on", label=_("Usable until")),
    ]

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Read what the list shows, in one query."""
        return Balance.objects.with_rest().select_related("source")

    def search_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """By the order's number or the buyer's address."""
        words = self.search_query
        return queryset.filter(Q(source__number__icontains=words) | Q(email__icontains=words)) if words else queryset


class BalanceViewSet(FinanceViewSet):
    """The list."""

    name = "finance_balances"
    url_prefix = "finance/balances"
    menu_label = _("Credits of buyers")
    icon = "pick"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", BalanceList.as_view(), name="index"),
            path("results/", BalanceList.as_view(results_only=True), name="index_results"),
        ]
