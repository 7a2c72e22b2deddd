"""The board's place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_edit_agenda
from conference.planning.board.panel import Panel
from conference.planning.board.views import Board, BoardIndex, Changes, Moves, Questions


class BoardMenuItem(MenuItem):
    """Shown to whoever may edit the agenda."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person edits the agenda."""
        return can_edit_agenda(request.user)


class BoardViewSet(ViewSet):
    """The board and its data."""

    name = "conference_board"
    url_prefix = "conference/board"
    menu_label = _("Agenda board")
    menu_order = 5
    icon = "calendar-alt"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the page and its data."""
        return [
            path("", BoardIndex.as_view(), name="index"),
            path("<int:year>/", Board.as_view(), name="board"),
            path("<int:year>/changes/", Changes.as_view(), name="changes"),
            path("<int:year>/moves/", Moves.as_view(), name="moves"),
            path("<int:year>/sessions/new/", Panel.as_view(), name="new"),
            path("<int:year>/sessions/<str:code>/", Panel.as_view(), name="panel"),
            path("<int:year>/questions/", Questions.as_view(), name="questions"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [BoardViewSet]
