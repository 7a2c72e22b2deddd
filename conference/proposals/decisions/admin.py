"""The decisions' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.proposals.admin.viewset import CallMenuItem
from conference.proposals.decisions.screens import NewestCall
from conference.proposals.decisions.sending import SendDecisions
from conference.proposals.decisions.views import Decisions


class DecisionsViewSet(ViewSet):
    """Deciding, and telling the speakers."""

    name = "conference_decisions"
    url_prefix = "conference/decisions"
    menu_label = _("Decisions")
    menu_order = 9
    icon = "tick-inverse"
    menu_item_class = CallMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", NewestCall.as_view(name="conference_decisions:decisions"), name="index"),
            path("<int:year>/", Decisions.as_view(), name="decisions"),
            path("<int:year>/send/", SendDecisions.as_view(), name="send"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [DecisionsViewSet]
