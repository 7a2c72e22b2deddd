"""The handouts' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.materials.admin.views import (
    CurrentEdition,
    Decide,
    Handouts,
    HandoutsExport,
    OneHandout,
    TakeBack,
    VersionFile,
)
from conference.permissions import can_edit_agenda


class HandoutMenuItem(MenuItem):
    """Shown to whoever edits the agenda."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person does."""
        return can_edit_agenda(request.user)


class HandoutViewSet(ViewSet):
    """Slides and handouts."""

    name = "conference_handouts"
    url_prefix = "conference/handouts"
    menu_label = _("Slides and handouts")
    menu_order = 13
    icon = "doc-full"
    menu_item_class = HandoutMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", CurrentEdition.as_view(), name="index"),
            path("<int:year>/", Handouts.as_view(), name="handouts"),
            path("<int:year>/export/", HandoutsExport.as_view(), name="export"),
            path("<int:year>/<str:handout>/", OneHandout.as_view(), name="handout"),
            path("<int:year>/<str:handout>/remove/", TakeBack.as_view(), name="remove"),
            path("<int:year>/<str:handout>/<int:number>/", VersionFile.as_view(), name="file"),
            path("<int:year>/<str:handout>/<int:number>/decide/", Decide.as_view(), name="decide"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [HandoutViewSet]
