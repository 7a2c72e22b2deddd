"""The versions' place in the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.models import Edition
from conference.planning.board.admin import BoardMenuItem
from conference.planning.digests.views import Mail, Mails
from conference.planning.publishing.screens import Screen
from conference.planning.publishing.views import Publish, Version, Versions


class VersionsIndex(Screen):
    """Leads to the current edition's publishing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_versions:publish", year=edition.year)


class VersionsViewSet(ViewSet):
    """Publishing and versions."""

    name = "conference_versions"
    url_prefix = "conference/versions"
    menu_label = _("Publish the agenda")
    menu_order = 6
    icon = "upload"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", VersionsIndex.as_view(), name="index"),
            path("<int:year>/", Versions.as_view(), name="versions"),
            path("<int:year>/publish/", Publish.as_view(), name="publish"),
            path("<int:year>/<int:number>/", Version.as_view(), name="version"),
            path("<int:year>/<int:number>/mails/", Mails.as_view(), name="mails"),
            path("<int:year>/<int:number>/mails/<int:pk>/", Mail.as_view(), name="mail"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [VersionsViewSet]
