"""The ledger as finance sees it."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from billing.payments.models import Transaction
from billing.permissions import can_export_finance
from billing.screens import Export, FinanceViewSet, Listing
from core.admin.screens import plain_time
from core.money import format_money


class PaymentFilters(WagtailFilterSet):
    """By kind, method and day."""

    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Transaction.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    method = django_filters.MultipleChoiceFilter(
        label=_("Method"), choices=Transaction.Method.choices, widget=forms.CheckboxSelectMultiple
    )
    received_on = django_filters.DateFromToRangeFilter(label=_("Received on"), widget=DateRangePickerWidget)

    class Meta:
        model = Transaction
        fields = ["kind", "method", "received_on"]


class PaymentList(Listing):
    """Every movement of money, the newest first."""

    model = Transaction
    page_title = _("Payments")
    header_icon = "history"
    verbose_name_plural = _("payments")
    filterset_class = PaymentFilters
    default_ordering = "-created_at"
    index_url_name = "finance_payments:index"
    index_results_url_name = "finance_payments:index_results"
    columns = [
        TitleColumn(
            "order", label=_("Order"), get_url=lambda entry: reverse("finance_orders:detail", args=[entry.order_id])
        ),
        Column("get_kind_display", label=_("Kind")),
        Column("get_method_display", label=_("Method")),
        Column("amount", label=_("Amount"), accessor=lambda entry: format_money(entry.amount, entry.currency)),
        Column("reference", label=_("Reference"), accessor="shown_reference"),
        Column("received_on", label=_("Received on")),
        Column("booked_by", label=_("Booked by"), accessor=lambda entry: entry.booked_by or "Stripe"),
        DateColumn("created_at", label=_("Booked"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Transaction]:
        """With order and bookkeeper."""
        entries: QuerySet[Transaction] = Transaction.objects.select_related("order", "booked_by")
        return entries

    def search_queryset(self, queryset: QuerySet[Transaction]) -> QuerySet[Transaction]:
        """Look into order numbers and references."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(
            Q(order__number__icontains=text) | Q(reference__icontains=text) | Q(provider_ref__icontains=text)
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The export, of what is listed now."""
        if not can_export_finance(self.request.user):
            return []
        url = f"{reverse('finance_payments:export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(label=_("Export"), url=url, icon_name="download")]


class PaymentExport(Export, PaymentList):
    """The listed movements as a table."""

    what = "payments"
    header = ("order", "kind", "method", "amount", "currency", "received on", "reference", "Stripe", "booked (UTC)")

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one movement."""
        return [
            entry.order.number,
            entry.kind,
            entry.method,
            entry.amount,
            entry.currency,
            entry.received_on,
            entry.reference,
            entry.provider_ref or "",
            plain_time(entry.created_at),
        ]


class PaymentViewSet(FinanceViewSet):
    """List and export."""

    name = "finance_payments"
    url_prefix = "finance/payments"
    menu_label = _("Payments")
    icon = "history"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", PaymentList.as_view(), name="index"),
            path("results/", PaymentList.as_view(results_only=True), name="index_results"),
            path("export/", PaymentExport.as_view(), name="export"),
        ]
