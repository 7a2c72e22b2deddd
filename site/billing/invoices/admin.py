"""Documents as finance sees them."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from billing.invoices.models import Invoice
from billing.permissions import can_export_finance
from billing.screens import Export, FinanceViewSet, Listing
from core.admin.screens import plain_time
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

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The export, of what is listed now."""
        if not can_export_finance(self.request.user):
            return []
        url = f"{reverse('finance_invoices:export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(label=_("Export"), url=url, icon_name="download")]

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


class InvoiceExport(Export, InvoiceList):
    """The listed documents as a table."""

    what = "documents"
    header = (
        "number", "kind", "order", "billed to", "tax id", "reference", "currency", "net", "tax", "total", "issued",
        "due", "replaces", "credits",
    )  # fmt: skip

    def get_base_queryset(self) -> QuerySet[Invoice]:
        """With what the rows name."""
        return super().get_base_queryset().select_related("replaces", "credits")

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one document."""
        return [
            entry.number, entry.kind, entry.order.number if entry.order else "", _addressee(entry),
            entry.bill_to.get("tax_id", ""), entry.bill_to.get("reference", ""), entry.currency, entry.net, entry.tax,
            entry.total, plain_time(entry.issued_at), entry.due_on, entry.replaces.number if entry.replaces else "",
            entry.credits.number if entry.credits else "",
        ]  # fmt: skip


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
            path("export/", InvoiceExport.as_view(), name="export"),
        ]
