"""What is sold, as organizers edit it and finance reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from conference.edition.admin import EditionList
from conference.permissions import can_edit_prices, can_read_prices
from conference.registration.catalogue import AddOn, TicketType
from core.admin.exports import exporting
from people.policies import SentencePolicy

POLICIES = [
    SentencePolicy(TicketType, change=can_edit_prices, view=can_read_prices),
    SentencePolicy(AddOn, change=can_edit_prices, view=can_read_prices),
]


class TicketTypeForm(WagtailAdminModelForm):
    """A ticket type; its checks are ticked."""

    further_checks = forms.MultipleChoiceField(
        label=_("further checks"),
        choices=TicketType.Check.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All that are ticked must pass besides the first; else a person decides."),
    )

    class Meta:
        model = TicketType
        formfield_callback = formfield_for_dbfield
        fields = ["edition", "code", "name", "early", "regular", "late", "proof", "vetting", "check_by",
                  "further_checks", "payment", "capacity", "one_day", "max_per_person", "position"]  # fmt: skip


class TicketTypeViewSet(EditionList):
    """Ticket types."""

    model = TicketType
    name = "conference_ticket_types"
    icon = "tag"
    menu_label = _("Ticket types")
    list_display = ["name", "code", "early", "regular", "late", "vetting", "capacity", "edition"]
    list_filter = ["edition", "vetting"]
    list_export = ["edition", "code", "name", "early", "regular", "late", "vetting", "capacity"]
    export_filename = "ticket-types"
    search_fields = ["code", "name"]
    index_view_class = exporting(can_read_prices, "edition")

    def get_form_class(self, for_update: bool = False) -> type[TicketTypeForm]:
        """Return the form."""
        return TicketTypeForm


class AddOnViewSet(EditionList):
    """Add-ons."""

    model = AddOn
    name = "conference_add_ons"
    icon = "plus"
    menu_label = _("Add-ons")
    form_fields = ["edition", "session", "price", "capacity", "position"]
    list_display = ["session", "price", "capacity", "edition"]
    list_filter = ["edition"]
    list_export = ["edition", "session", "price", "capacity"]
    export_filename = "add-ons"
    search_fields = ["session__code", "session__public_title"]
    index_view_class = exporting(can_read_prices, "edition", "session")


VIEWSETS = [TicketTypeViewSet, AddOnViewSet]
