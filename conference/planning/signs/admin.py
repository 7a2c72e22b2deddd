"""The door signs' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.planning.board.admin import BoardMenuItem
from conference.planning.signs.views import SignDays, Signs, SignsIndex


class SignsViewSet(ViewSet):
    """A file of signs for each day."""

    name = "conference_signs"
    url_prefix = "conference/door-signs"
    menu_label = _("Door signs")
    menu_order = 8
    icon = "doc-full"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", SignsIndex.as_view(), name="index"),
            path("<int:year>/", SignDays.as_view(), name="days"),
            path("<int:year>/<str:day>/", Signs.as_view(), name="signs"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [SignsViewSet]
