"""The issuing of certificates in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.credits.certificates.people import People, Person
from conference.credits.certificates.screens import Index, Issue, OneBatch, Rule
from conference.permissions import can_issue_certificates


class IssuingMenuItem(MenuItem):
    """Shown to credit staff and organizers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person issues certificates."""
        return can_issue_certificates(request.user)


class IssuingViewSet(ViewSet):
    """Dry run, batches, rules, one by hand."""

    name = "conference_certificates"
    url_prefix = "conference/certificates"
    menu_label = _("Issue certificates")
    menu_order = 15
    icon = "doc-full-inverse"
    menu_item_class = IssuingMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Index.as_view(), name="index"),
            path("<int:year>/", Issue.as_view(), name="issue"),
            path("<int:year>/rules/<slug:kind>/", Rule.as_view(), name="rule"),
            path("<int:year>/batches/<str:public_id>/", OneBatch.as_view(), name="batch"),
            path("<int:year>/people/", People.as_view(), name="people"),
            path("<int:year>/people/<str:place>/", Person.as_view(), name="person"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [IssuingViewSet]
