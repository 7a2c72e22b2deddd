"""The tasks' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.proposals.admin.viewset import CallMenuItem
from conference.proposals.portal.admin.reminding import Preview, Remind
from conference.proposals.portal.admin.screens import CurrentEdition
from conference.proposals.portal.admin.views import Dues, Matrix, MatrixExport, TakeAccountOff, Waive


class SpeakerTasksViewSet(ViewSet):
    """Speakers by tasks."""

    name = "conference_speaker_tasks"
    url_prefix = "conference/speaker-tasks"
    menu_label = _("Tasks of speakers")
    menu_order = 12
    icon = "tasks"
    menu_item_class = CallMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", CurrentEdition.as_view(), name="index"),
            path("<int:year>/", Matrix.as_view(), name="matrix"),
            path("<int:year>/export/", MatrixExport.as_view(), name="export"),
            path("<int:year>/days/", Dues.as_view(), name="dues"),
            path("<int:year>/remind/", Remind.as_view(), name="remind"),
            path("<int:year>/remind/<int:speaker>/", Preview.as_view(), name="preview"),
            path("<int:year>/speakers/<int:speaker>/account/", TakeAccountOff.as_view(), name="account"),
            path("<int:year>/speakers/<int:speaker>/<slug:task>/", Waive.as_view(), name="waive"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [SpeakerTasksViewSet]
