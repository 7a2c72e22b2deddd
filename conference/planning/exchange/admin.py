"""The table's place in the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.models import Edition
from conference.permissions import can_edit_agenda
from conference.planning.board.admin import BoardMenuItem
from conference.planning.exchange.views import Check, Exchange, TakeAway, TakeIn
from conference.planning.publishing.screens import Screen


class ExchangeIndex(Screen):
    """Leads to the current edition's table."""

    allowed = can_edit_agenda

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_exchange:exchange", year=edition.year)


class ExchangeViewSet(ViewSet):
    """The agenda as a table, and back."""

    name = "conference_exchange"
    url_prefix = "conference/exchange"
    menu_label = _("Agenda as a table")
    menu_order = 7
    icon = "table"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", ExchangeIndex.as_view(), name="index"),
            path("<int:year>/", Exchange.as_view(), name="exchange"),
            path("<int:year>/export/", TakeAway.as_view(), name="export"),
            path("<int:year>/import/", TakeIn.as_view(), name="import"),
            path("<int:year>/check/", Check.as_view(), name="check"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [ExchangeViewSet]
