"""The safety team's place in the admin: no list that others could search, no export, no reference index."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_keep_block_list
from conference.registration.vetting.safety.views import AddEntry, Entry, Hold, Holds


class SafetyMenuItem(MenuItem):
    """Shown to the safety team."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person is of the team."""
        return can_keep_block_list(request.user)


class SafetyViewSet(ViewSet):
    """Holds and entries."""

    name = "conference_safety"
    url_prefix = "conference/safety"
    menu_label = _("Safety")
    menu_order = 12
    icon = "lock"
    menu_item_class = SafetyMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Holds.as_view(), name="index"),
            path("add/", AddEntry.as_view(), name="add"),
            path("entries/<int:pk>/", Entry.as_view(), name="entry"),
            path("holds/<int:pk>/", Hold.as_view(), name="hold"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [SafetyViewSet]
