"""The next edition's place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_edit_edition
from conference.planning.next_year.views import NextYear


class NextYearMenuItem(MenuItem):
    """Shown to organizers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sets up editions."""
        return can_edit_edition(request.user)


class NextYearViewSet(ViewSet):
    """A new edition from this one."""

    name = "conference_next_year"
    url_prefix = "conference/next-year"
    menu_label = _("Next year")
    menu_order = 900
    icon = "date"
    menu_item_class = NextYearMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screen."""
        return [path("", NextYear.as_view(), name="index")]


POLICIES: list[Any] = []
VIEWSETS = [NextYearViewSet]
