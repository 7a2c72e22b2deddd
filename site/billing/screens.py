"""What finance's screens in the admin share: who may open them, and their menu."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from billing.orders.models import Order
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


class TableExport(Export, View):
    """A table that no list shows: it is made when somebody has said what for."""

    @abstractmethod
    def rows(self) -> Iterable[Sequence[Any]]:
        """Return the table's rows."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody who may not take tables away."""
        if not can_export_finance(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Order]:
        """There is no list behind it."""
        return Order.objects.none()

    def row(self, entry: Any) -> Sequence[Any]:
        """Return a row as it is."""
        row: Sequence[Any] = entry
        return row

    def _entries(self) -> Iterable[Any]:
        return self.rows()


class FinanceMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees finance."""
        return can_see_finance(request.user)


class FinanceViewSet(ViewSet):
    """A screen of the Finance menu."""

    menu_item_class = FinanceMenuItem
