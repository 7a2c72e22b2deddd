"""The line as staff see it: who waits for what, where offers stand; priorities and rules are theirs to set."""

from django.utils.translation import gettext_lazy as _

from conference.edition.admin import EditionList
from conference.permissions import can_decide_registrations, can_edit_prices, can_export_registrations
from conference.permissions import can_see_registrations as can_see
from conference.registration.waitlist.models import WaitEntry, WaitlistRules
from conference.registration.waitlist.priorities import WaitClass
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody

POLICIES = [
    SentencePolicy(WaitEntry, change=can_decide_registrations, view=can_see, add=nobody, delete=nobody),
    SentencePolicy(WaitlistRules, change=can_edit_prices, view=can_see),
    SentencePolicy(WaitClass, change=can_edit_prices, view=can_see),
]


class WaitEntryViewSet(EditionList):
    """The line, the first first."""

    model = WaitEntry
    name = "conference_waitlist"
    icon = "time"
    menu_label = _("Waitlist")
    form_fields = ["priority"]
    list_display = ["name", "what", "quantity", "priority", "state", "queued_at", "held_until", "edition"]
    list_filter = ["edition", "state", "ticket_type"]
    list_export = ["edition", "name", "email", "what", "quantity", "priority", "state", "queued_at", "held_until"]
    export_filename = "waitlist"
    search_fields = ["name", "email"]
    index_view_class = exporting(can_export_registrations, "edition", "ticket_type", "add_on__session")


class RulesViewSet(EditionList):
    """How long offers are held."""

    model = WaitlistRules
    name = "conference_waitlist_rules"
    icon = "cog"
    menu_label = _("Rules of the waitlist")
    form_fields = ["edition", "is_open", "offer_hours"]
    list_display = ["edition", "is_open", "offer_hours"]
    list_export = ["edition", "is_open", "offer_hours"]
    export_filename = "waitlist-rules"
    index_view_class = exporting(can_export_registrations, "edition")


class ClassViewSet(EditionList):
    """Who stands before others."""

    model = WaitClass
    name = "conference_waitlist_classes"
    icon = "order"
    menu_label = _("Classes of the waitlist")
    form_fields = ["edition", "ticket_type", "agency", "priority"]
    list_display = ["edition", "ticket_type", "agency", "priority"]
    list_filter = ["edition"]
    list_export = list_display
    export_filename = "waitlist-classes"
    index_view_class = exporting(can_export_registrations, "edition", "ticket_type", "agency")


VIEWSETS = [WaitEntryViewSet, RulesViewSet, ClassViewSet]
