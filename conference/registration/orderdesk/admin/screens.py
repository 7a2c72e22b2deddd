"""What the order desk's screens share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.permissions import can_see_registrations
from core.admin.screens import Guarded


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """One screen of the desk: who may open it, its template, the way back."""

    allowed = staticmethod(can_see_registrations)
    page_title = gettext_lazy("Order desk")
    header_icon = "user"
    _show_breadcrumbs = True
    template = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the desk, this screen."""
        desk = {"url": reverse("conference_order_desk:index"), "label": _("Order desk")}
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, desk, *([here] if self.get_page_title() != desk["label"] else [])]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen; never kept by a cache, people are on it."""
        answer = render(self.request, self.template, self.get_context_data(**context), status=status)
        answer["Cache-Control"] = "private, no-store"
        return answer


def number_of(request: HttpRequest, name: str) -> int:
    """Return a whole number from the address, 0 for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
