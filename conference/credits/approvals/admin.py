"""The approvals' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.credits.approvals.screens import Approvals, HandIn, Index, One, RosterFile, TakeRoster
from conference.permissions import can_decide_approvals


class ApprovalsMenuItem(MenuItem):
    """Shown to credit staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person decides on approvals."""
        return can_decide_approvals(request.user)


class ApprovalsViewSet(ViewSet):
    """Decisions, deadlines, rosters."""

    name = "conference_approvals"
    url_prefix = "conference/approvals"
    menu_label = _("Approvals of credit")
    menu_order = 14
    icon = "success"
    menu_item_class = ApprovalsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Index.as_view(), name="index"),
            path("<int:year>/", Approvals.as_view(), name="approvals"),
            path("<int:year>/<int:pk>/", One.as_view(), name="one"),
            path("<int:year>/<int:pk>/roster/", TakeRoster.as_view(), name="roster"),
            path("<int:year>/<int:pk>/roster/file/", RosterFile.as_view(), name="file"),
            path("<int:year>/<int:pk>/handed-in/", HandIn.as_view(), name="hand_in"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [ApprovalsViewSet]
