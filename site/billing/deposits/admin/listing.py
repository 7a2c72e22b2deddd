"""The list of deposits; those with something left are found by a filter."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from billing.deposits.models import METHODS, Deposit
from billing.permissions import can_work_on_finance
from billing.screens import Listing
from core.money import ZERO, format_money


class DepositFilters(WagtailFilterSet):
    """By what is left, method and day."""

    rest = django_filters.ChoiceFilter(
        label=_("Allocated"),
        choices=[("open", _("something is left")), ("done", _("wholly allocated"))],
        widget=forms.RadioSelect,
        method="keep",
    )
    method = django_filters.MultipleChoiceFilter(
        label=_("Method"), choices=METHODS, widget=forms.CheckboxSelectMultiple
    )
    received_on = django_filters.DateFromToRangeFilter(label=_("Received on"), widget=DateRangePickerWidget)

    class Meta:
        model = Deposit
        fields = ["rest", "method", "received_on"]

    def keep(self, queryset: QuerySet[Deposit], name: str, value: str) -> QuerySet[Deposit]:
        """Keep those with a rest, or without."""
        return queryset.filter(Q(rest_sum__gt=ZERO) if value == "open" else Q(rest_sum=ZERO))


class DepositList(Listing):
    """Checks and transfers, the newest first."""

    model = Deposit
    page_title = _("Deposits")
    header_icon = "download"
    verbose_name_plural = _("deposits")
    filterset_class = DepositFilters
    default_ordering = "-received_on"
    index_url_name = "finance_deposits:index"
    index_results_url_name = "finance_deposits:index_results"
    columns = [
        TitleColumn("reference", label=_("Reference"), url_name="finance_deposits:detail"),
        Column("payer", label=_("Paid by")),
        Column("get_method_display", label=_("Method")),
        Column("amount", label=_("Amount"), accessor=lambda row: format_money(row.amount, row.currency)),
        Column("rest", label=_("Not allocated"), accessor=lambda row: format_money(row.rest, row.currency)),
        Column("booked_by", label=_("Booked by"), accessor=lambda row: row.booked_by or ""),
        Column("received_on", label=_("Received on"), sort_key="received_on"),
    ]

    def get_base_queryset(self) -> QuerySet[Deposit]:
        """With what is left of each."""
        found: QuerySet[Deposit] = Deposit.objects.arrived().with_rest().select_related("booked_by")
        return found

    def search_queryset(self, queryset: QuerySet[Deposit]) -> QuerySet[Deposit]:
        """Look into payers and references."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(Q(payer__icontains=text) | Q(reference__icontains=text))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """A new deposit, for those who book."""
        if not can_work_on_finance(self.request.user):
            return []
        return [HeaderButton(label=_("Book a deposit"), url=reverse("finance_deposits:new"), icon_name="plus")]


def facts_of(deposit: Deposit) -> list[tuple[Any, Any]]:
    """Return what stands above a deposit's forms."""
    return [
        (_("Paid by"), deposit.payer),
        (_("Method"), deposit.get_method_display()),
        (_("Reference"), deposit.reference),
        (_("Received on"), deposit.received_on),
        (_("Amount"), format_money(deposit.amount, deposit.currency)),
        (_("Not allocated"), format_money(deposit.rest, deposit.currency)),
    ]
