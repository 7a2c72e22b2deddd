"""The registrations' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_see_registrations
from conference.registration.admin.detail import PlaceAct, PlaceAnswerFile, PlaceDetail, PlaceProof
from conference.registration.admin.listing import RegistrationExport, RegistrationList


class RegistrationMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees registrations."""
        return can_see_registrations(request.user)


class RegistrationViewSet(ViewSet):
    """List, page, acts, proof, export."""

    name = "conference_registrations"
    url_prefix = "conference/registrations"
    menu_label = _("Registrations")
    menu_order = 10
    icon = "group"
    menu_item_class = RegistrationMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", RegistrationList.as_view(), name="index"),
            path("results/", RegistrationList.as_view(results_only=True), name="index_results"),
            path("export/", RegistrationExport.as_view(), name="export"),
            path("<int:pk>/", PlaceDetail.as_view(), name="detail"),
            path("<int:pk>/proof/", PlaceProof.as_view(), name="proof"),
            path("<int:pk>/answers/<int:answer>/", PlaceAnswerFile.as_view(), name="answer"),
            path("<int:pk>/<slug:action>/", PlaceAct.as_view(), name="act"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [RegistrationViewSet]
