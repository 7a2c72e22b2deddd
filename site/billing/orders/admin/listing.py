"""The list of orders and its export."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from billing.invoices.models import Invoice
from billing.orders.models import Order
from billing.permissions import can_export_finance
from billing.screens import Export, Listing
from core.admin.screens import plain_time
from core.money import format_money


class OrderFilters(WagtailFilterSet):
    """By state, method and day."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Order.State.choices, widget=forms.CheckboxSelectMultiple
    )
    method = django_filters.MultipleChoiceFilter(
        label=_("Method"), choices=Order.Method.choices, widget=forms.CheckboxSelectMultiple
    )
    placed_at = django_filters.DateFromToRangeFilter(label=_("Placed"), widget=DateRangePickerWidget)

    class Meta:
        model = Order
        fields = ["state", "method", "placed_at"]


class OrderList(Listing):
    """Orders, the newest first."""

    model = Order
    page_title = _("Orders")
    header_icon = "list-ul"
    verbose_name_plural = _("orders")
    filterset_class = OrderFilters
    default_ordering = "-placed_at"
    index_url_name = "finance_orders:index"
    index_results_url_name = "finance_orders:index_results"
    columns = [
        TitleColumn("number", label=_("Number"), url_name="finance_orders:detail"),
        Column("buyer_name", label=_("Buyer")),
        Column("billing_agency", label=_("Agency")),
        StatusTagColumn("get_state_display", label=_("State"), primary=lambda order: order.state == Order.State.PAID),
        Column("get_method_display", label=_("Method")),
        Column("total", label=_("Total"), accessor=lambda order: format_money(order.total, order.currency)),
        Column("balance", label=_("Balance"), accessor=lambda order: format_money(order.balance, order.currency)),
        DateColumn("placed_at", label=_("Placed"), sort_key="placed_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Order]:
        """Totals come with the rows."""
        return Order.objects.with_totals()

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        """Look into numbers, buyer, agency, references and the numbers of documents and POs."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        documents = Invoice.objects.filter(number__iexact=text).values("order")
        return queryset.filter(
            Q(number__icontains=text)
            | Q(buyer_name__icontains=text)
            | Q(buyer_email__icontains=text)
            | Q(billing_agency__icontains=text)
            | Q(billing_reference__icontains=text)
            | Q(purchase_order__number__icontains=text)
            | Q(pk__in=documents)
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The export, of what is listed now."""
        if not can_export_finance(self.request.user):
            return []
        url = f"{reverse('finance_orders:export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(label=_("Export"), url=url, icon_name="download")]


class OrderExport(Export, OrderList):
    """The listed orders as a table."""

    what = "orders"
    header = (
        "number", "state", "method", "buyer", "buyer e-mail", "agency", "billing contact", "billing e-mail", "tax id",
        "reference", "currency", "total", "paid", "balance", "placed (UTC)", "paid (UTC)", "ended (UTC)",
    )  # fmt: skip

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one order."""
        return [
            entry.number, entry.state, entry.method, entry.buyer_name, entry.buyer_email, entry.billing_agency,
            entry.billing_name, entry.billing_email, entry.billing_tax_id, entry.billing_reference, entry.currency,
            entry.total, entry.paid, entry.balance, plain_time(entry.placed_at), plain_time(entry.paid_at),
            plain_time(entry.ended_at),
        ]  # fmt: skip
