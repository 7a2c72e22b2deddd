"""The proposals' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from conference.permissions import can_manage_proposals, can_see_proposals
from conference.proposals.admin.calls import CallEdit, CallList, LateCode, Reviewers
from conference.proposals.admin.detail import Conflict, Detail, People, Reopen, Restricted
from conference.proposals.admin.entering import Enter, Import
from conference.proposals.admin.grid import Grid
from conference.proposals.admin.listing import ProposalExport, ProposalList, ReviewExport


class ProposalMenuItem(MenuItem):
    """Shown to the committee and to reviewers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees proposals."""
        return can_see_proposals(request.user)


class CallMenuItem(MenuItem):
    """Shown to the committee."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sets up calls."""
        return can_manage_proposals(request.user)


class ProposalsViewSet(ViewSet):
    """List, one proposal, grid, entering, import, exports."""

    name = "conference_proposals"
    url_prefix = "conference/proposals"
    menu_label = _("Proposals")
    menu_order = 7
    icon = "doc-full-inverse"
    menu_item_class = ProposalMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", ProposalList.as_view(), name="index"),
            path("results/", ProposalList.as_view(results_only=True), name="index_results"),
            path("grid/", Grid.as_view(), name="grid"),
            path("enter/", Enter.as_view(), name="enter"),
            path("import/", Import.as_view(), name="import"),
            path("export/", ProposalExport.as_view(), name="export"),
            path("reviews/export/", ReviewExport.as_view(), name="export_reviews"),
            path("<int:pk>/", Detail.as_view(), name="detail"),
            path("<int:pk>/conflict/", Conflict.as_view(), name="conflict"),
            path("<int:pk>/restricted/", Restricted.as_view(), name="restricted"),
            path("<int:pk>/people/", People.as_view(), name="people"),
            path("<int:pk>/reopen/", Reopen.as_view(), name="reopen"),
        ]


class CallsViewSet(ViewSet):
    """Calls, their reviewers and late codes."""

    name = "conference_calls"
    url_prefix = "conference/calls"
    menu_label = _("Calls for presentations")
    menu_order = 8
    icon = "form"
    menu_item_class = CallMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", CallList.as_view(), name="index"),
            path("results/", CallList.as_view(results_only=True), name="index_results"),
            path("new/", CallEdit.as_view(), name="add"),
            path("<int:pk>/", CallEdit.as_view(), name="edit"),
            path("<int:pk>/reviewers/", Reviewers.as_view(), name="reviewers"),
            path("<int:pk>/late-code/", LateCode.as_view(), name="late_code"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [ProposalsViewSet, CallsViewSet]
