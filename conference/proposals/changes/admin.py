"""Organizers look at what shall change, word by word, and decide."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.models import Edition
from conference.permissions import can_manage_proposals
from conference.proposals.admin.screens import Screen
from conference.proposals.admin.viewset import CallMenuItem
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.changes.services import Decided, Moved, approve, refuse
from conference.proposals.changes.showing import shown_changes

CONFLICT, INVALID = 409, 422
MOST = 100


class ReasonForm(forms.Form):
    """Why not; whoever asked reads it."""

    reason = forms.CharField(label=gettext_lazy("Why not"), max_length=300)


class Changes(Screen):
    """What waits in an edition, the oldest first."""

    allowed = staticmethod(can_manage_proposals)
    template = "conference/admin/changes/changes.html"
    page_title = gettext_lazy("Changes asked for")
    header_icon = "edit"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them."""
        return self._show(year)

    def _show(self, year: int, status: int = 200) -> HttpResponse:
        edition = get_object_or_404(Edition, year=year)
        waiting = ChangeRequest.objects.waiting().of(edition)
        decided = ChangeRequest.objects.of(edition).exclude(state=ChangeRequest.State.WAITING)
        return self.show(
            status, edition=edition, items=shown_changes(waiting[:MOST]), count=waiting.count(),
            decided=decided.select_related("speaker", "session", "decided_by").order_by("-decided_at")[:20],
        )  # fmt: skip


class Decide(Changes):
    """Take one over, or leave all as it is."""

    def get(self, request: HttpRequest, year: int, change: str) -> HttpResponse:  # type: ignore[override]
        """Lead to the list."""
        return redirect("conference_changes:changes", year=year)

    def post(self, request: HttpRequest, year: int, change: str) -> HttpResponse:
        """Do it."""
        found = get_object_or_404(ChangeRequest, speaker__edition__year=year, public_id=change)
        form = ReasonForm(request.POST)
        try:
            if "approve" in request.POST:
                approve(change=found, seen=request.POST.get("seen", ""), actor=request.user)
                messages.success(request, _("It is taken over; everybody reads it now."))
            elif form.is_valid():
                refuse(change=found, reason=form.cleaned_data["reason"], actor=request.user)
                messages.success(request, _("All stays as it is. Whoever asked reads your reason."))
            else:
                messages.error(request, _("Say why not; whoever asked reads it."))
                return self._show(year, INVALID)
        except Decided:
            messages.error(request, _("Somebody decided meanwhile, or it was taken back."))
            return self._show(year, CONFLICT)
        except Moved:
            messages.error(request, _("The text was changed meanwhile. Look at the difference again, then decide."))
            return self._show(year, CONFLICT)
        return redirect("conference_changes:changes", year=year)


class CurrentEdition(Screen):
    """Leads to the current edition's."""

    allowed = staticmethod(can_manage_proposals)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.order_by("-year").first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect(reverse("conference_changes:changes", args=[edition.year]))


class ChangesViewSet(ViewSet):
    """Changes that speakers ask for."""

    name = "conference_changes"
    url_prefix = "conference/changes"
    menu_label = gettext_lazy("Changes asked for")
    menu_order = 13
    icon = "edit"
    menu_item_class = CallMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", CurrentEdition.as_view(), name="index"),
            path("<int:year>/", Changes.as_view(), name="changes"),
            path("<int:year>/<str:change>/", Decide.as_view(), name="decide"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [ChangesViewSet]
