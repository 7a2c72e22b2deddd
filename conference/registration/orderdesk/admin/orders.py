"""An order as the desk sees it: its places, notes and tags; money is finance's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from billing.permissions import can_see_finance
from conference.permissions import can_decide_registrations
from conference.registration.orderdesk.admin.noting import order_of_ours
from conference.registration.orderdesk.admin.screens import Screen
from conference.registration.orderdesk.noting import notes_about, tags_of
from core.audit.services import record


class OrderScreen(Screen):
    """Whose places are in it, what was noted; that it was looked at is recorded."""

    template = "conference/admin/orderdesk/order.html"

    def get_page_title(self) -> str:
        """Its number."""
        return _("Order %(number)s") % {"number": self.order.number}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, in a fixed number of queries."""
        self.order = order_of_ours(kwargs["pk"])
        record(actor=request.user, action="order.read", obj=self.order)
        return self.show(
            order=self.order,
            places=self.order.registrations.select_related("ticket_type").order_by("position"),
            notes=notes_about(self.order),
            tags=tags_of(self.order),
            may_tag=can_decide_registrations(request.user),
            sees_money=can_see_finance(request.user),
            note_url="conference_order_desk:order_note",
            tags_url="conference_order_desk:order_tags",
            key=self.order.pk,
        )
