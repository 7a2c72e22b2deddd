"""The messages' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_write_to_registered
from conference.registration.outreach.views.sending import Act, Message, Preview
from conference.registration.outreach.views.writing import Edit, Messages, New


class BulkMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may write to registered people."""
        return can_write_to_registered(request.user)


class BulkViewSet(ViewSet):
    """List, writing, recipients, previews, report."""

    name = "conference_bulk"
    url_prefix = "conference/bulk-mail"
    menu_label = _("Messages to registered people")
    menu_order = 12
    icon = "mail"
    menu_item_class = BulkMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Messages.as_view(), name="index"),
            path("new/<int:year>/", New.as_view(), name="new"),
            path("<int:pk>/", Message.as_view(), name="message"),
            path("<int:pk>/edit/", Edit.as_view(), name="edit"),
            path("<int:pk>/preview/<int:place>/", Preview.as_view(), name="preview"),
            path("<int:pk>/<slug:act>/", Act.as_view(), name="act"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [BulkViewSet]
