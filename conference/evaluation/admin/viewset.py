"""The evaluations' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.evaluation.admin.views import EditForm, Results, ResultsExport, ResultsIndex
from conference.permissions import can_read_evaluations


class EvaluationMenuItem(MenuItem):
    """Shown to whoever may read results."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person reads them."""
        return can_read_evaluations(request.user)


class EvaluationViewSet(ViewSet):
    """Results, their export, the questions."""

    name = "conference_evaluations"
    url_prefix = "conference/evaluations"
    menu_label = _("Evaluations")
    menu_order = 40
    icon = "form"
    menu_item_class = EvaluationMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", ResultsIndex.as_view(), name="index"),
            path("<int:year>/", Results.as_view(), name="results"),
            path("<int:year>/export/", ResultsExport.as_view(), name="export"),
            path("<int:year>/<slug:about>/", EditForm.as_view(), name="questions"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [EvaluationViewSet]
