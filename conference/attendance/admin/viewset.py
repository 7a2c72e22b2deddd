"""The badges' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.attendance.admin.views import Badges, BadgesIndex, Preview, PrintFile, Reprint
from conference.permissions import can_print_badges


class BadgeMenuItem(MenuItem):
    """Shown to whoever prints badges."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person prints badges."""
        return can_print_badges(request.user)


class BadgeViewSet(ViewSet):
    """Batch, preview, reprint, files."""

    name = "conference_badges"
    url_prefix = "conference/badges"
    menu_label = _("Badges")
    menu_order = 12
    icon = "user"
    menu_item_class = BadgeMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", BadgesIndex.as_view(), name="index"),
            path("<int:year>/", Badges.as_view(), name="badges"),
            path("<int:year>/preview/<slug:sheet>/", Preview.as_view(), name="preview"),
            path("<int:year>/again/<str:place>/", Reprint.as_view(), name="again"),
            path("<int:year>/files/<str:public_id>/", PrintFile.as_view(), name="file"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [BadgeViewSet]
