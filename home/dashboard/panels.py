"""The panel on the admin's first page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from conference.edition.models import Edition
from conference.permissions import can_see_registrations
from home.dashboard.figures import figures_for, weeks_of


class OverviewPanel(Component):
    """Figures and the chart of the current edition."""

    name = "overview"
    template_name = "home/dashboard/overview.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Ask for what this person may see."""
        edition = Edition.objects.current()
        user = self.request.user
        shows_chart = edition is not None and can_see_registrations(user)
        return {
            "edition": edition,
            "figures": figures_for(user, edition),
            "weeks": weeks_of(edition) if edition and shows_chart else [],
        }
