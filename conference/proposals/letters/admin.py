"""The letters' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.proposals.admin.viewset import CallMenuItem
from conference.proposals.decisions.screens import NewestCall
from conference.proposals.letters.views import Letters, Preview, Send, Template


class LettersViewSet(ViewSet):
    """Templates and sending."""

    name = "conference_letters"
    url_prefix = "conference/letters"
    menu_label = _("Letters to speakers")
    menu_order = 10
    icon = "mail"
    menu_item_class = CallMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", NewestCall.as_view(name="conference_letters:letters"), name="index"),
            path("<int:year>/", Letters.as_view(), name="letters"),
            path("<int:year>/<slug:kind>/", Template.as_view(), name="template"),
            path("<int:year>/<slug:kind>/send/", Send.as_view(), name="send"),
            path("<int:year>/<slug:kind>/<int:presenter>/", Preview.as_view(), name="preview"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [LettersViewSet]
