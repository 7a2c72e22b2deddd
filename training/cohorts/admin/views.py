"""One cohort with its people and their presence, the sign-in list, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from certificates.intervals import minutes
from core.admin.actions import Action, due_actions
from core.admin.screens import Guarded
from core.audit.models import AuditEntry
from core.audit.services import record
from training.cohorts.admin.actions import ACTIONS
from training.cohorts.errors import CohortError
from training.cohorts.evidence import activities_of
from training.cohorts.models import Cohort, CohortPlace, PresenceNote
from training.permissions import can_decide_visits

HISTORY = 100


class CohortScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen below one cohort."""

    allowed = staticmethod(can_decide_visits)
    header_icon = "group"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the cohort."""
        super().setup(request, *args, **kwargs)
        self.cohort: Cohort = get_object_or_404(Cohort.objects.select_related("course"), pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, cohorts, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("training_cohorts:index"), "label": _("Cohorts")},
            {"url": reverse("training_cohorts:detail", args=[self.cohort.pk]), "label": str(self.cohort)},
        ]


class CohortDetail(CohortScreen):
    """Everything about a cohort, in a fixed number of queries."""

    def get_page_title(self) -> str:
        """Which course, and where."""
        return str(self.cohort)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; that its people were looked at is recorded."""
        cohort = self.cohort
        record(actor=request.user, action="cohort.read", obj=cohort)
        proved = [(place, int(minutes(activity.present))) for place, activity in activities_of(cohort)]
        notes = PresenceNote.objects.filter(place__cohort=cohort).select_related("place__user", "noted_by")
        context = self.get_context_data(
            cohort=cohort, meetings=list(cohort.meetings.all()), proved=proved, notes=list(notes),
            taken=len(proved) or cohort.places.filter(state=CohortPlace.State.TAKEN).count(),
            actions=due_actions(ACTIONS, cohort, request.user),
            history=AuditEntry.objects.about(cohort).select_related("actor")[:HISTORY],
        )  # fmt: skip
        with timezone.override(cohort.zone):
            return render(request, "training/admin/cohort.html", context)


class SignInList(CohortScreen):
    """The list to sign at the door: names alone, no agency. That it was taken is recorded."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, for the printer."""
        cohort = self.cohort
        places = list(cohort.places.filter(state=CohortPlace.State.TAKEN).select_related("user"))
        record(actor=request.user, action="cohort.sign_in_list", obj=cohort, changes={"places": len(places)})
        context = {"cohort": cohort, "meetings": list(cohort.meetings.all()), "places": places}
        return render(request, "training/cohorts/sign_in.html", context)


class CohortAct(CohortScreen):
    """Ask for what the act needs, then do it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self._page(request, self._action(request).form(self.cohort))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act; what is refused is said above the form."""
        action = self._action(request)
        form = action.form(self.cohort, request.POST)
        if form.is_valid():
            try:
                action.run(self.cohort, form.cleaned_data, request.user)
            except CohortError as error:
                form.add_error(None, str(error))
        if form.errors:
            return self._page(request, form, status=422)
        messages.success(request, str(action.done))
        return redirect("training_cohorts:detail", pk=self.cohort.pk)

    def _action(self, request: HttpRequest) -> Action:
        action = ACTIONS.get(self.kwargs["action"])
        if action is None:
            raise Http404
        if not action.allowed(request.user):
            raise PermissionDenied
        return action

    def _page(self, request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
        action, cohort = ACTIONS[self.kwargs["action"]], self.cohort
        self.page_title = action.label
        context = self.get_context_data(
            form=form, danger=action.danger, submit=action.label,
            back=reverse("training_cohorts:detail", args=[cohort.pk]),
            facts=[(_("Cohort"), str(cohort)), (_("Time zone"), cohort.timezone)],
        )  # fmt: skip
        return render(request, "core/admin/form.html", context, status=status)
