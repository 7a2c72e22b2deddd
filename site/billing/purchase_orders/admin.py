"""The queue of purchase orders."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from billing.purchase_orders.models import PurchaseOrder
from billing.purchase_orders.stages import Stage, count_stages, with_stages
from billing.screens import FinanceViewSet, Listing
from core.money import format_money


class PurchaseOrderFilters(WagtailFilterSet):
    """By where it stands, by decision, and whether the paper is there."""

    stage = django_filters.MultipleChoiceFilter(
        label=_("Stands at"), choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("Decision"), choices=PurchaseOrder.State.choices, widget=forms.CheckboxSelectMultiple
    )
    file = django_filters.ChoiceFilter(
        label=_("Document"),
        choices=[("yes", _("received")), ("no", _("missing"))],
        widget=forms.RadioSelect,
        method="keep",
    )

    class Meta:
        model = PurchaseOrder
        fields = ["stage", "state", "file"]

    def keep(self, queryset: QuerySet[PurchaseOrder], name: str, value: str) -> QuerySet[PurchaseOrder]:
        """Keep those with a document, or without."""
        return queryset.filter(file__isnull=value == "no")


def _money(field: str) -> Any:
    return lambda row: format_money(getattr(row, field), row.order.currency)


def _file_url(row: PurchaseOrder) -> str | None:
    return reverse("finance_orders:file", args=[row.order_id, "purchase-order"]) if row.file_id else None


def _late(row: Any) -> Any:
    due: date | None = row.due_on
    if due is None or row.stage != Stage.OVERDUE:
        return due or ""
    return _("%(due)s, %(days)d days late") % {"due": due, "days": (timezone.localdate() - due).days}


class PurchaseOrderList(Listing):
    """Promises of agencies, the newest first. None is ever cancelled for being late."""

    model = PurchaseOrder
    results_template_name = "billing/admin/purchase_orders_results.html"
    page_title = _("Purchase orders")
    header_icon = "doc-empty-inverse"
    verbose_name_plural = _("purchase orders")
    filterset_class = PurchaseOrderFilters
    default_ordering = "-order__placed_at"
    index_url_name = "finance_purchase_orders:index"
    index_results_url_name = "finance_purchase_orders:index_results"
    columns = [
        TitleColumn(
            "number",
            label=_("PO"),
            accessor=lambda row: row.number or _("no number yet"),
            get_url=lambda row: reverse("finance_orders:detail", args=[row.order_id]),
        ),
        StatusTagColumn(
            "stage", label=_("Stands at"), accessor=lambda row: Stage(row.stage).label,
            primary=lambda row: row.stage in (Stage.RECEIVED, Stage.OVERDUE),
        ),
        Column("agency", label=_("Agency"), accessor=lambda row: row.order.billing_agency or row.order.buyer_name),
        TitleColumn("file", label=_("Document"), accessor=lambda row: _("read") if row.file_id else _("missing"),
                    get_url=_file_url),
        Column("total", label=_("Total"), accessor=_money("total_sum")),
        Column("paid", label=_("Paid"), accessor=_money("paid_sum")),
        Column("balance", label=_("Open"), accessor=_money("balance_sum")),
        Column("due", label=_("Due"), accessor=_late),
        DateColumn("placed", label=_("Placed"), accessor="order.placed_at", sort_key="order__placed_at"),
    ]  # fmt: skip

    def get_base_queryset(self) -> QuerySet[PurchaseOrder]:
        """With order, stage and money."""
        return with_stages().select_related("order")

    def search_queryset(self, queryset: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
        """Look into PO numbers, agencies, buyers, order and invoice numbers."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        invoiced = PurchaseOrder.objects.filter(order__invoices__number__iexact=text).values("pk")
        return queryset.filter(
            Q(number__icontains=text)
            | Q(order__number__icontains=text)
            | Q(order__billing_agency__icontains=text)
            | Q(order__buyer_name__icontains=text)
            | Q(pk__in=invoiced)
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many stand where."""
        counts = count_stages()
        stages = [(value, label, counts[value]) for value, label in Stage.choices if value in counts]
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"stages": stages}


class PurchaseOrderViewSet(FinanceViewSet):
    """The queue; each opens its order, where it is decided."""

    name = "finance_purchase_orders"
    url_prefix = "finance/purchase-orders"
    menu_label = _("Purchase orders")
    icon = "doc-empty-inverse"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", PurchaseOrderList.as_view(), name="index"),
            path("results/", PurchaseOrderList.as_view(results_only=True), name="index_results"),
        ]
