"""Awarded credits as credit staff see them: found by session or by a person's address, with reasons to print."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.credits.models import Credit
from certificates.permissions import can_work_on_certificates
from core.audit.services import record
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Credit, change=nobody, view=can_work_on_certificates, add=nobody, delete=nobody)]


class CreditIndex(IndexView):
    """The list names nobody; that somebody was looked for is recorded, whom not."""

    def get_edit_url(self, instance: Credit) -> str:
        """Lead from the title to the reasons: there is nothing to edit."""
        return str(self.get_inspect_url(instance))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show them."""
        if request.GET.get("q"):
            record(actor=request.user, action="credits.searched", obj=request.user)  # type: ignore[arg-type]
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer


class CreditInspect(InspectView):
    """One credit with its derivation, to print; each look at a person's credit is recorded."""

    template_name = "certificates/admin/credit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it."""
        record(actor=request.user, action="credit.read", obj=self.object)
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


class CreditViewSet(ModelViewSet):
    """Credits, never edited: evidence and decisions make them."""

    model = Credit
    name = "credits_awarded"
    icon = "tick-inverse"
    menu_label = _("Credits awarded")
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = True
    form_fields: list[str] = []
    list_display = [
        "title",
        Column("scheme_code", label=_("Scheme"), sort_key="scheme_code"),
        "starts_at",
        Column("minutes", label=_("Minutes"), accessor=lambda credit: _plain(credit.minutes)),
        Column("hours", label=_("Hours"), accessor=lambda credit: _plain(credit.total)),
        "state",
    ]
    list_filter = ["scheme_code", "state"]
    search_fields = ["title", "source", "number", "holder__email"]
    search_backend_name = None
    index_view_class = CreditIndex
    inspect_view_class = CreditInspect
    inspect_template_name = "certificates/admin/credit.html"


VIEWSETS = [CreditViewSet]
