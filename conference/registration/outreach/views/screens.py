"""What the screens of messages share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.permissions import can_write_to_registered
from conference.registration.outreach.models import BulkMessage
from core.admin.screens import Guarded

CONFLICT, INVALID = 409, 422


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen for those who may write to registered people."""

    allowed = can_write_to_registered
    breadcrumbs_items = ()
    page_title = _("Messages to registered people")
    header_icon = "mail"
    template = ""

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        return render(self.request, self.template, self.get_context_data(**context), status=status)


class OfMessage(Screen):
    """A screen of one message."""

    @cached_property
    def message(self) -> BulkMessage:
        """The address's message; raises Http404."""
        rows = BulkMessage.objects.select_related("edition", "released_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])
