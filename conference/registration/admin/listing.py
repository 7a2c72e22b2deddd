"""The list of registrations and its export."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from conference.edition.models import Edition
from conference.permissions import can_export_registrations, can_see_registrations
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.states import QueueReason, State
from core.admin.screens import Export, Listing, plain_time


class RegistrationFilters(WagtailFilterSet):
    """By edition, state, why a person must decide, and ticket."""

    edition = django_filters.ModelChoiceFilter(label=_("Edition"), queryset=Edition.objects.all())
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    queue_reason = django_filters.MultipleChoiceFilter(
        label=_("Why it waits"), choices=QueueReason.choices, widget=forms.CheckboxSelectMultiple
    )
    ticket_type = django_filters.ModelChoiceFilter(
        label=_("Ticket"), queryset=TicketType.objects.select_related("edition")
    )

    class Meta:
        model = Registration
        fields = ["edition", "state", "queue_reason", "ticket_type"]


def _registered_on(place: Registration) -> str:
    """Return the day as text; the admin's own date column draws a template a row."""
    return date_format(timezone.localtime(place.created_at), "SHORT_DATE_FORMAT")


class RegistrationList(Listing):
    """Places, the newest first."""

    allowed = staticmethod(can_see_registrations)
    model = Registration
    page_title = _("Registrations")
    header_icon = "group"
    verbose_name_plural = _("registrations")
    filterset_class = RegistrationFilters
    default_ordering = "-pk"
    index_url_name = "conference_registrations:index"
    index_results_url_name = "conference_registrations:index_results"
    columns = [
        TitleColumn("name", label=_("Name"), accessor=str, url_name="conference_registrations:detail"),
        Column("agency", label=_("Agency")),
        Column("ticket_type", label=_("Ticket")),
        StatusTagColumn(
            "get_state_display",
            label=_("State"),
            primary=lambda place: place.state in (State.PAID, State.CONFIRMED_UNPAID),
        ),
        Column("queue_reason", label=_("Waits because"), accessor=lambda place: place.get_queue_reason_display()),
        Column("order", label=_("Order"), accessor=lambda place: place.order.number),
        Column("created_at", label=_("Registered"), accessor=_registered_on, sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Registration]:
        """The rows with what their columns name; nothing encrypted is read for a list."""
        needed = Registration.objects.select_related("ticket_type", "edition", "order")
        return needed.defer("address", "proof", "access_needs", "dietary_needs")

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """Look into names, addresses, agencies and order numbers."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(
            Q(name__icontains=text)
            | Q(badge_name__icontains=text)
            | Q(email__icontains=text)
            | Q(agency__icontains=text)
            | Q(order__number__icontains=text)
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The export, of what is listed now."""
        if not can_export_registrations(self.request.user):
            return []
        url = f"{reverse('conference_registrations:export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(label=_("Export"), url=url, icon_name="download")]


class RegistrationExport(Export, RegistrationList):
    """The listed places as a table; needs, addresses and proofs are not in it."""

    allowed = staticmethod(can_export_registrations)
    what = "registrations"
    header = (
        "edition", "order", "position", "state", "ticket", "days", "name", "family name", "badge name", "e-mail",
        "agency", "country", "registered (UTC)",
    )  # fmt: skip

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one place."""
        return [
            entry.edition.year, entry.order.number, entry.position, entry.state, entry.ticket_type.code,
            ", ".join(entry.days), entry.name, entry.family_name, entry.badge_name, entry.email, entry.agency,
            str(entry.country), plain_time(entry.created_at),
        ]  # fmt: skip
