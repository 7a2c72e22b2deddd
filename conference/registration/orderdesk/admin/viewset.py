"""The order desk's place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_decide_registrations, can_read_look_ups, can_see_registrations
from conference.registration.orderdesk.admin import finding, moving, noting, orders, phone
from conference.registration.orderdesk.admin.tags import TagViewSet
from conference.registration.orderdesk.models import Tag
from people.policies import SentencePolicy


class DeskMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees registrations."""
        return can_see_registrations(request.user)


class LookUpsMenuItem(MenuItem):
    """Shown to security."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person reads look-ups."""
        return can_read_look_ups(request.user)


class OrderDeskViewSet(ViewSet):
    """Find, order by phone, move, notes, tags."""

    name = "conference_order_desk"
    url_prefix = "conference/order-desk"
    menu_label = _("Order desk")
    menu_order = 9
    icon = "user"
    menu_item_class = DeskMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", finding.Find.as_view(), name="index"),
            path("found/", finding.FindResults.as_view(), name="found"),
            path("phone/<int:year>/", phone.Tickets.as_view(), name="phone"),
            path("phone/<int:year>/<str:draft_id>/", phone.Tickets.as_view(), name="phone_tickets"),
            path("phone/<int:year>/<str:draft_id>/people/", phone.People.as_view(), name="phone_people"),
            path("phone/<int:year>/<str:draft_id>/review/", phone.Review.as_view(), name="phone_review"),
            path("orders/<int:pk>/", orders.OrderScreen.as_view(), name="order"),
            path("orders/<int:pk>/note/", noting.OrderNote.as_view(), name="order_note"),
            path("orders/<int:pk>/tags/", noting.OrderTags.as_view(), name="order_tags"),
            path("places/<int:pk>/note/", noting.PlaceNote.as_view(), name="place_note"),
            path("places/<int:pk>/tags/", noting.PlaceTags.as_view(), name="place_tags"),
            path("many/tag/", noting.ManyTags.as_view(), name="many_tags"),
            path("many/move/", moving.Move.as_view(), name="move"),
        ]


class LookUpsViewSet(ViewSet):
    """Who looked for whom."""

    name = "conference_look_ups"
    url_prefix = "conference/look-ups"
    menu_label = _("Look-ups of people")
    menu_order = 11
    icon = "view"
    menu_item_class = LookUpsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the list."""
        return [
            path("", finding.LookUpList.as_view(), name="index"),
            path("results/", finding.LookUpList.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", finding.LookUpScreen.as_view(), name="look_up"),
        ]


POLICIES = [
    SentencePolicy(Tag, change=can_decide_registrations, view=can_see_registrations),
]
VIEWSETS = [OrderDeskViewSet, TagViewSet, LookUpsViewSet]
