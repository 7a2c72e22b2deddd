"""The tags of an edition, with their colours."""

from django.utils.translation import gettext_lazy as _

from conference.edition.admin import EditionList
from conference.permissions import can_export_registrations
from conference.registration.orderdesk.models import Tag
from core.admin.exports import exporting


class TagViewSet(EditionList):
    """What places and orders can be tagged with; a tag in use cannot be deleted."""

    model = Tag
    name = "conference_tags"
    icon = "tag"
    menu_label = _("Tags")
    form_fields = ["edition", "name", "colour"]
    list_display = ["name", "colour", "edition"]
    list_filter = ["edition", "colour"]
    list_export = ["edition", "name", "colour"]
    export_filename = "tags"
    search_fields = ["name"]
    index_view_class = exporting(can_export_registrations, "edition")
