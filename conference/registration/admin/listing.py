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
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import HeaderButton

from conference.edition.models import Edition
from conference.permissions import can_decide_registrations, can_export_registrations, can_see_registrations
from conference.registration.catalogue import TicketType
from conference.registration.orderdesk.models import Tag
from conference.registration.places import Registration
from conference.registration.states import QueueReason, State
from core.admin.columns import LinkColumn, PlainTable, TextColumn
from core.admin.screens import Export, Listing, plain_time


class RegistrationFilters(WagtailFilterSet):
    """By edition, state, why a person must decide, kind of ticket, ticket and tags."""

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

    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind of ticket"),
        field_name="ticket_type__vetting",
        choices=TicketType.Vetting.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    tag = django_filters.ModelMultipleChoiceFilter(
        label=_("Tag"),
        field_name="taggings__tag",
        queryset=Tag.objects.select_related("edition"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Registration
        fields = ["edition", "state", "queue_reason", "kind", "ticket_type", "tag"]


class ChooseColumn(TextColumn):
    """A box for acting on many; it belongs to the form below the table."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        """Return a row's box."""
        return format_html(
            '<td><input type="checkbox" name="place" value="{}" form="desk-many" aria-label="{}"></td>',
            instance.pk,
            _("Choose %(who)s") % {"who": instance},
        )


class TagsColumn(TextColumn):
    """The tags of a place, in their colours."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        """Return a row's tags."""
        tags = ((tagging.tag.colour, tagging.tag.name) for tagging in instance.taggings.all())
        return format_html("<td>{}</td>", format_html_join(" ", '<span class="desk-tag desk-tag--{}">{}</span>', tags))


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
    table_class = PlainTable
    template_name = "conference/admin/orderdesk/listing.html"
    results_template_name = "conference/admin/orderdesk/listing_results.html"
    columns = [
        ChooseColumn("choose", label=""),
        LinkColumn("name", label=_("Name"), accessor=str, url_name="conference_registrations:detail", sort_key="name"),
        TextColumn("agency", label=_("Agency"), sort_key="agency"),
        TextColumn("ticket_type", label=_("Ticket"), sort_key="ticket_type__position"),
        TextColumn("state", label=_("State"), accessor=lambda place: place.get_state_display(), sort_key="state"),
        TextColumn("queue_reason", label=_("Waits because"), accessor=lambda place: place.get_queue_reason_display()),
        TagsColumn("tags", label=_("Tags")),
        TextColumn("order", label=_("Order"), accessor=lambda place: place.order.number, sort_key="order__number"),
        TextColumn("created_at", label=_("Registered"), accessor=_registered_on, sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Registration]:
        """The rows with what their columns name; nothing encrypted is read for a list."""
        needed = Registration.objects.select_related("ticket_type", "edition", "order")
        return needed.prefetch_related("taggings__tag").defer("address", "proof", "access_needs", "dietary_needs")

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

    def order_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """Sort; the key decides among equals, so that no page shows a row twice."""
        return queryset.order_by(str(self.ordering), "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say whether many can be acted on."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"may_choose": can_decide_registrations(self.request.user)}

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
