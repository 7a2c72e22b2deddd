"""Editions, rooms, tracks, access levels and cancellation terms as organizers edit them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.viewsets.model import ModelViewSet

from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, Track
from conference.permissions import can_edit_agenda, can_edit_edition, can_read_prices
from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from core.admin.fields import LinesField
from people.policies import SentencePolicy, nobody

POLICIES = [
    SentencePolicy(Edition, change=can_edit_edition, view=can_read_prices, delete=nobody),
    SentencePolicy(CancellationTerm, change=can_edit_edition, view=can_read_prices),
    SentencePolicy(AccessLevel, change=can_edit_edition),
    SentencePolicy(Room, change=can_edit_agenda),
    SentencePolicy(Track, change=can_edit_agenda),
]


class EditionForm(WagtailAdminModelForm):
    """An edition; hosts stand one on a line."""

    hosts = LinesField(label=_("hosts"), required=False, help_text=_("One on a line."))

    class Meta:
        model = Edition
        formfield_callback = formfield_for_dbfield
        exclude = ["year", "is_sample"]


class EditionList(ModelViewSet):
    """What lists of the conference share."""

    list_per_page = 50
    copy_view_enabled = False
    add_view_class = AuditedCreateView
    edit_view_class = AuditedEditView
    delete_view_class = AuditedDeleteView
    add_to_reference_index = False


class EditionViewSet(EditionList):
    """One row a year."""

    model = Edition
    name = "conference_editions"
    icon = "date"
    menu_label = _("Editions")
    list_display = ["name", "start_date", "end_date", "state"]
    list_filter = ["state"]
    list_export = ["year", "name", "start_date", "end_date", "timezone", "state"]
    export_filename = "editions"
    search_fields = ["name", "short_name"]
    index_view_class = exporting(can_read_prices)

    def get_form_class(self, for_update: bool = False) -> type[EditionForm]:
        """Return the form."""
        return EditionForm


class TermViewSet(EditionList):
    """Cancellation terms."""

    model = CancellationTerm
    name = "conference_terms"
    icon = "undo"
    menu_label = _("Cancellation terms")
    form_fields = ["edition", "until", "refund", "percent", "fee", "text"]
    list_display = ["edition", "until", "refund", "percent", "fee"]
    list_filter = ["edition", "refund"]
    list_export = ["edition", "until", "refund", "percent", "fee", "text"]
    export_filename = "cancellation-terms"
    search_fields = ["text"]
    index_view_class = exporting(can_read_prices, "edition")


class AccessLevelViewSet(EditionList):
    """Access levels."""

    model = AccessLevel
    name = "conference_access_levels"
    icon = "lock"
    menu_label = _("Access levels")
    form_fields = ["edition", "code", "label", "rule", "position"]
    list_display = ["label", "code", "edition"]
    list_filter = ["edition"]
    list_export = ["edition", "code", "label", "rule"]
    export_filename = "access-levels"
    search_fields = ["code", "label"]
    index_view_class = exporting(can_edit_edition, "edition")


class RoomViewSet(EditionList):
    """Rooms."""

    model = Room
    name = "conference_rooms"
    icon = "home"
    menu_label = _("Rooms")
    form_fields = [
        "edition",
        "code",
        "name",
        "location",
        "capacity",
        "kind",
        "av",
        "access_controlled",
        "allows_overlap",
        "position",
    ]
    list_display = ["name", "code", "location", "capacity", "access_controlled", "edition"]
    list_filter = ["edition", "kind", "access_controlled"]
    list_export = ["edition", "code", "name", "location", "capacity", "kind", "av", "access_controlled"]
    export_filename = "rooms"
    search_fields = ["code", "name"]
    index_view_class = exporting(can_edit_agenda, "edition")


class TrackViewSet(EditionList):
    """Tracks."""

    model = Track
    name = "conference_tracks"
    icon = "tag"
    menu_label = _("Tracks")
    form_fields = ["edition", "code", "name", "color", "position"]
    list_display = ["name", "code", "color", "edition"]
    list_filter = ["edition"]
    list_export = ["edition", "code", "name", "color"]
    export_filename = "tracks"
    search_fields = ["code", "name"]
    index_view_class = exporting(can_edit_agenda, "edition")


VIEWSETS = [EditionViewSet, RoomViewSet, TrackViewSet, AccessLevelViewSet, TermViewSet]
