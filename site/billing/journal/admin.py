"""The journal in the admin: read, brought up to date, taken away."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from billing.journal.accounts import name_of
from billing.journal.models import JournalLine
from billing.journal.services import post_journal
from billing.permissions import can_export_finance
from billing.screens import Export, FinanceViewSet, Guarded, Listing
from core.money import format_money


class JournalFilters(WagtailFilterSet):
    """By day and account."""

    day = django_filters.DateFromToRangeFilter(label=_("Date"), field_name="entry__day", widget=DateRangePickerWidget)
    account = django_filters.CharFilter(label=_("Account"), lookup_expr="istartswith")

    class Meta:
        model = JournalLine
        fields = ["day", "account"]


def _order_url(line: JournalLine) -> str | None:
    order = line.entry.order_id
    return reverse("finance_orders:detail", args=[order]) if order else None


def _amount(field: str) -> Any:
    def shown(line: JournalLine) -> str:
        amount = getattr(line, field)
        return format_money(amount, line.entry.currency) if amount else ""

    return shown


class JournalList(Listing):
    """Every line of every entry, the newest entry first."""

    model = JournalLine
    results_template_name = "billing/admin/journal_results.html"
    page_title = _("Journal")
    header_icon = "table"
    verbose_name_plural = _("journal lines")
    filterset_class = JournalFilters
    default_ordering = ("-entry__number", "pk")
    index_url_name = "finance_journal:index"
    index_results_url_name = "finance_journal:index_results"
    columns = [
        TitleColumn("number", label=_("Entry"), accessor="entry.number", get_url=_order_url),
        Column("day", label=_("Date"), accessor="entry.day"),
        Column("account", label=_("Account"), accessor=lambda line: f"{line.account} {name_of(line.account)}"),
        Column("text", label=_("Text"), accessor="entry.text"),
        Column("order", label=_("Order"), accessor=lambda line: line.entry.order or ""),
        Column("debit", label=_("Debit"), accessor=_amount("debit")),
        Column("credit", label=_("Credit"), accessor=_amount("credit")),
    ]

    def get_base_queryset(self) -> QuerySet[JournalLine]:
        """With entry and order."""
        lines: QuerySet[JournalLine] = JournalLine.objects.select_related("entry__order")
        return lines

    def search_queryset(self, queryset: QuerySet[JournalLine]) -> QuerySet[JournalLine]:
        """Look into texts, accounts and order numbers."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(
            Q(entry__text__icontains=text) | Q(account__istartswith=text) | Q(entry__order__number__icontains=text)
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The export, of what is listed now."""
        if not can_export_finance(self.request.user):
            return []
        url = f"{reverse('finance_journal:export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(label=_("Export"), url=url, icon_name="download")]


class JournalExport(Export, JournalList):
    """The listed lines as a table; the journal is brought up to date first."""

    what = "journal"
    default_ordering = ("entry__number", "pk")
    header = ("entry", "date", "account", "name", "text", "order", "debit", "credit", "currency", "source")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Post what waits, then write the table."""
        post_journal()
        return super().post(request, *args, **kwargs)

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one line."""
        whole = entry.entry
        return [
            whole.number, whole.day, entry.account, name_of(entry.account), whole.text,
            whole.order.number if whole.order else "", entry.debit, entry.credit, whole.currency, whole.source,
        ]  # fmt: skip

    def _entries(self) -> Iterable[Any]:
        lines: Iterable[Any] = self.get_queryset().order_by(*self.default_ordering)
        return lines


class PostNow(Guarded, View):
    """Bring the journal up to date."""

    allowed = staticmethod(can_export_finance)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Post what waits."""
        count = post_journal()
        told = ngettext("%(count)d entry is posted.", "%(count)d entries are posted.", count)
        messages.success(request, told % {"count": count})
        return redirect("finance_journal:index")


class JournalViewSet(FinanceViewSet):
    """List, export, post."""

    name = "finance_journal"
    url_prefix = "finance/journal"
    menu_label = _("Journal")
    icon = "table"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", JournalList.as_view(), name="index"),
            path("results/", JournalList.as_view(results_only=True), name="index_results"),
            path("export/", JournalExport.as_view(), name="export"),
            path("post/", PostNow.as_view(), name="post"),
        ]
