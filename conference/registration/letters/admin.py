"""The letters' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_issue_letters
from conference.registration.letters.queue import Letter, LetterFile, Letters
from conference.registration.letters.wording import EditText, Wording


class LettersMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person gives out letters."""
        return can_issue_letters(request.user)


class PlaceLettersViewSet(ViewSet):
    """Queue, one letter, texts."""

    name = "conference_place_letters"
    url_prefix = "conference/place-letters"
    menu_label = _("Letters for places")
    menu_order = 13
    icon = "doc-full"
    menu_item_class = LettersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Letters.as_view(), name="index"),
            path("<int:pk>/", Letter.as_view(), name="one"),
            path("<int:pk>/file/", LetterFile.as_view(), name="file"),
            path("texts/<int:year>/", Wording.as_view(), name="wording"),
            path("texts/<int:year>/<slug:kind>/<slug:language>/", EditText.as_view(), name="text"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [PlaceLettersViewSet]
