"""Rules, fees and notices as staff see them."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.admin import EditionList
from conference.permissions import can_edit_prices, can_export_registrations, can_read_prices, can_see_registrations
from conference.registration.changes.models import ChangeRules, DeskNotice, SubstitutionFee
from core.admin.exports import exporting
from core.admin.screens import Guarded
from core.audit.services import record
from people.policies import SentencePolicy

POLICIES = [
    SentencePolicy(ChangeRules, change=can_edit_prices, view=can_read_prices),
    SentencePolicy(SubstitutionFee, change=can_edit_prices, view=can_read_prices),
]
SHOWN = 200


class RulesViewSet(EditionList):
    """How long changes are held and proposals wait, and whether credit is offered."""

    model = ChangeRules
    name = "conference_change_rules"
    icon = "cog"
    menu_label = gettext_lazy("Rules of changes")
    form_fields = ["edition", "hold_minutes", "proposal_days", "offers_credit", "credit_years"]
    list_display = ["edition", "hold_minutes", "proposal_days", "offers_credit", "credit_years"]
    list_export = ["edition", "hold_minutes", "proposal_days", "offers_credit", "credit_years"]
    export_filename = "rules-of-changes"
    index_view_class = exporting(can_export_registrations, "edition")


class FeeViewSet(EditionList):
    """What it costs to send a colleague, by date."""

    model = SubstitutionFee
    name = "conference_substitution_fees"
    icon = "user"
    menu_label = gettext_lazy("Substitution fees")
    form_fields = ["edition", "until", "fee"]
    list_display = ["edition", "until", "fee"]
    list_filter = ["edition"]
    list_export = ["edition", "until", "fee"]
    export_filename = "substitution-fees"
    index_view_class = exporting(can_read_prices, "edition")


class NoticeList(Guarded, WagtailAdminTemplateMixin, View):
    """What the desk must put right: printed badges of people whose name or ticket has changed since."""

    allowed = staticmethod(can_see_registrations)
    page_title = gettext_lazy("Notices for the desk")
    header_icon = "warning"
    _show_breadcrumbs = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show them, the open ones first; that they were read is recorded."""
        notices: QuerySet[DeskNotice] = DeskNotice.objects.filter(settled_at=None)
        rows = list(notices.select_related("registration__edition").order_by("pk")[:SHOWN])
        record(actor=request.user, action="desk_notices.read", obj=request.user, changes={"rows": len(rows)})  # type: ignore[arg-type]
        return render(request, "conference/admin/desk_notices.html", self.get_context_data(rows=rows))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Settle one; a second click changes nothing."""
        notice = get_object_or_404(DeskNotice, pk=kwargs["pk"])
        settled = DeskNotice.objects.filter(pk=notice.pk, settled_at=None)
        if settled.update(settled_at=timezone.now(), settled_by=request.user):
            record(actor=request.user, action="desk_notice.settled", obj=notice.registration)
            messages.success(request, _("The notice is settled."))
        return redirect("conference_desk_notices:index")


class NoticeMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees registrations."""
        return can_see_registrations(request.user)


class NoticeViewSet(ViewSet):
    """The list, and what settles a notice."""

    name = "conference_desk_notices"
    url_prefix = "conference/desk-notices"
    menu_label = gettext_lazy("Notices for the desk")
    menu_order = 12
    icon = "warning"
    menu_item_class = NoticeMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", NoticeList.as_view(http_method_names=["get", "head"]), name="index"),
            path("<int:pk>/settle/", NoticeList.as_view(http_method_names=["post"]), name="settle"),
        ]


VIEWSETS = [NoticeViewSet, RulesViewSet, FeeViewSet]
