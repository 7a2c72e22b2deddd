"""The vetting's place in the admin: queue, members' list, deadlines."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.admin import EditionList
from conference.permissions import can_decide_registrations, can_edit_prices, can_read_prices
from conference.registration.vetting.members.admin import MembersFile
from conference.registration.vetting.queue.views import AnswerFile, Checks, Decide, Queue
from conference.registration.vetting.rules import VettingRules
from core.admin.exports import exporting
from people.policies import SentencePolicy


class QueueMenuItem(MenuItem):
    """Shown to whoever decides."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person decides on applications."""
        return can_decide_registrations(request.user)


class VettingViewSet(ViewSet):
    """Queue, one application, decisions over many, the members' list."""

    name = "conference_vetting"
    url_prefix = "conference/vetting"
    menu_label = _("Applications to decide")
    menu_order = 11
    icon = "tasks"
    menu_item_class = QueueMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Queue.as_view(), name="index"),
            path("decide/", Decide.as_view(), name="decide"),
            path("members/", MembersFile.as_view(), name="members"),
            path("<int:pk>/answers/<int:enquiry>/", AnswerFile.as_view(), name="answer"),
            path("<int:pk>/", Checks.as_view(), name="checks"),
        ]


class VettingRulesViewSet(EditionList):
    """Deadlines, of an edition or one of its ticket types."""

    model = VettingRules
    name = "conference_vetting_rules"
    icon = "time"
    menu_label = _("Deadlines of vetting")
    form_fields = ["edition", "ticket_type", "decide_days", "answer_days", "remind_days", "pay_days"]
    list_display = ["edition", "ticket_type", "decide_days", "answer_days", "remind_days", "pay_days"]
    list_filter = ["edition"]
    list_export = list_display
    export_filename = "vetting-deadlines"
    index_view_class = exporting(can_read_prices, "edition", "ticket_type")


POLICIES = [SentencePolicy(VettingRules, change=can_edit_prices, view=can_read_prices)]
VIEWSETS = [VettingViewSet, VettingRulesViewSet]
