"""What finance's screens in the admin share: who may open them, and their menu."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from billing.permissions import can_export_finance, can_see_finance
from core.admin import screens


class Guarded(screens.Guarded):
    """Open to whoever sees finance."""

    allowed = staticmethod(can_see_finance)


class Listing(Guarded, screens.Listing):
    """A list of finance's."""


class Export(screens.Export):
    """A table that leaves the house."""

    allowed = staticmethod(can_export_finance)


class FinanceMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees finance."""
        return can_see_finance(request.user)


class FinanceViewSet(ViewSet):
    """A screen of the Finance menu."""

    menu_item_class = FinanceMenuItem
