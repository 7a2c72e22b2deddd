"""Documents as finance sees them."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from billing.invoices.models import Invoice
from billing.screens import FinanceViewSet, Listing
from core.money import format_money


class InvoiceFilters(WagtailFilterSet):
    """By kind and day."""

    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Invoice.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    issued_at = django_filters.DateFromToRangeFilter(label=_("Issued"), widget=DateRangePickerWidget)

    class Meta:
        model = Invoice
        fields = ["kind", "issued_at"]


def _order_url(document: Invoice) -> str | None:
    return reverse("finance_orders:detail", args=[document.order_id]) if document.order_id else None


def _file_url(document: Invoice) -> str | None:
    if document.order_id is None or document.file_id is None:
        return None
    return reverse("finance_orders:file", args=[document.order_id, document.public_id])


def _kind(document: Invoice) -> str:
    newer: Invoice | None = getattr(document, "replaced_by", None)
    if newer is None:
        return document.get_kind_display()
    return gettext("%(kind)s, replaced by %(number)s") % {"kind": document.get_kind_display(), "number": newer.number}


def _addressee(document: Invoice) -> str:
    return document.bill_to.get("agency") or document.bill_to.get("name") or ""


class InvoiceList(Listing):
    """Quotes, invoices, receipts and credit notes, the newest first."""

    model = Invoice
    page_title = _("Invoices")
    header_icon = "doc-full"
    verbose_name_plural = _("documents")
    filterset_class = InvoiceFilters
    default_ordering = "-issued_at"
    index_url_name = "finance_invoices:index"
    index_results_url_name = "finance_invoices:index_results"
    columns = [
        TitleColumn("number", label=_("Number"), get_url=_file_url),
        Column("get_kind_display", label=_("Kind"), accessor=_kind),
        TitleColumn("order", label=_("Order"), get_url=_order_url),
        Column("agency", label=_("Billed to"), accessor=_addressee),
        Column("total", label=_("Total"), accessor=lambda document: format_money(document.total, document.currency)),
        Column("due_on", label=_("Due")),
        DateColumn("issued_at", label=_("Issued"), sort_key="issued_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Invoice]:
        """With the order."""
        return Invoice.objects.select_related("order", "replaced_by")

    def search_queryset(self, queryset: QuerySet[Invoice]) -> QuerySet[Invoice]:
        """Look into numbers and whom they are addressed to."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(
            Q(number__icontains=text)
            | Q(order__number__icontains=text)
            | Q(order__billing_agency__icontains=text)
            | Q(order__buyer_name__icontains=text)
        )


class InvoiceViewSet(FinanceViewSet):
    """The list; files are served below their order."""

    name = "finance_invoices"
    url_prefix = "finance/invoices"
    menu_label = _("Invoices")
    icon = "doc-full"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", InvoiceList.as_view(), name="index"),
            path("results/", InvoiceList.as_view(results_only=True), name="index_results"),
        ]
