"""The preview's place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.pages.preview import Elsewhere, PreviewAgenda, PreviewIndex, PreviewSession
from conference.planning.board.admin import BoardMenuItem

READER = "<int:year>/<slug:reader>/"


class PreviewViewSet(ViewSet):
    """The working agenda as visitors would see it."""

    name = "conference_preview"
    url_prefix = "conference/preview"
    menu_label = _("Preview of the agenda")
    menu_order = 7
    icon = "view"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the pages."""
        return [
            path("", PreviewIndex.as_view(), name="index"),
            path(f"{READER}agenda/", PreviewAgenda.as_view(), name="agenda"),
            path(f"{READER}agenda/<str:day>/", PreviewAgenda.as_view(), name="day"),
            path(f"{READER}sessions/<slug:slug>/", PreviewSession.as_view(), name="session"),
            path(f"{READER}<path:rest>", Elsewhere.as_view(), name="elsewhere"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [PreviewViewSet]
