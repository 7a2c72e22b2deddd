"""One visit with its visitors, itinerary and history, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.admin.actions import Action, due_actions
from core.admin.screens import Guarded
from core.audit.models import AuditEntry
from core.audit.services import record
from training.permissions import can_decide_visits
from training.visits.admin.actions import ACTIONS
from training.visits.errors import VisitError
from training.visits.models import Visit, VisitFeedback
from training.visits.readiness import named_visitors, open_points

HISTORY = 100


class VisitScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen below one visit."""

    allowed = staticmethod(can_decide_visits)
    header_icon = "group"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the visit."""
        super().setup(request, *args, **kwargs)
        rows = Visit.objects.select_related("agency", "programme", "requested_by", "host", "decided_by")
        self.visit: Visit = get_object_or_404(rows, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, visits, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("training_visits:index"), "label": _("Visits")},
            {"url": reverse("training_visits:detail", args=[self.visit.pk]), "label": str(self.visit)},
        ]


class VisitDetail(VisitScreen):
    """Everything about a visit, in a fixed number of queries. That it was looked at is recorded."""

    def get_page_title(self) -> str:
        """Whose visit, and when."""
        return str(self.visit)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        visit = self.visit
        record(actor=request.user, action="visit.read", obj=visit)
        named = named_visitors(visit, visit.visitors.select_related("user"))
        context = self.get_context_data(
            visit=visit, visitors=named, items=list(visit.items.all()),
            points=open_points(visit, named) if visit.state == Visit.State.REQUESTED else [],
            actions=due_actions(ACTIONS, visit, request.user),
            feedback=VisitFeedback.objects.filter(visit=visit).first(),
            history=AuditEntry.objects.about(visit).select_related("actor")[:HISTORY],
        )  # fmt: skip
        return render(request, "training/admin/visit.html", context)


class VisitAct(VisitScreen):
    """Ask for what the act needs, then do it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self._page(request, self._action(request).form(self.visit))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act; what is refused is said above the form."""
        action = self._action(request)
        form = action.form(self.visit, request.POST)
        if form.is_valid():
            try:
                action.run(self.visit, form.cleaned_data, request.user)
            except VisitError as error:
                form.add_error(None, str(error))
        if form.errors:
            return self._page(request, form, status=422)
        messages.success(request, str(action.done))
        return redirect("training_visits:detail", pk=self.visit.pk)

    def _action(self, request: HttpRequest) -> Action:
        action = ACTIONS.get(self.kwargs["action"])
        if action is None:
            raise Http404
        if not action.allowed(request.user):
            raise PermissionDenied
        return action

    def _page(self, request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
        action, visit = ACTIONS[self.kwargs["action"]], self.visit
        self.page_title = action.label
        context = self.get_context_data(
            form=form, danger=action.danger, submit=action.label,
            back=reverse("training_visits:detail", args=[visit.pk]),
            facts=[
                (_("Agency"), visit.agency),
                (_("Days"), f"{date_format(visit.first_day)} – {date_format(visit.last_day)}"),
                (_("Visitors"), visit.headcount),
            ],
        )  # fmt: skip
        return render(request, "core/admin/form.html", context, status=status)
