"""The plan of moving learners to a course's current version, and the move."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core.admin.screens import Guarded
from training.courses.models import Course
from training.permissions import can_enroll_learners
from training.progress.moving import Move, PlanIsOld, move_learners, plan_moves


class MoveForm(forms.Form):
    """Who is moved, to which version, and why."""

    number = forms.IntegerField(min_value=1, max_value=30_000, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    enrollments = forms.MultipleChoiceField(label=gettext_lazy("Learners"))

    def __init__(self, *args: Any, plan: list[Move], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(move.enrollment.pk), str(move.enrollment.user)) for move in plan if not move.busy]
        self.fields["enrollments"].choices = choices  # type: ignore[attr-defined]


class Moving(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """One course: who is in an older version, what each would keep and do again."""

    allowed = can_enroll_learners
    page_title: Any = gettext_lazy("Move learners to the current version")
    header_icon = "user"
    breadcrumbs_items = ()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the plan; nothing changes."""
        return self._show(self._course(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move those who were chosen."""
        course = self._course(pk)
        plan = plan_moves(course)
        form = MoveForm(request.POST, plan=plan)
        if not form.is_valid():
            return self._show(course, form, status=422)
        try:
            moved = move_learners(course=course, actor=request.user, **form.cleaned_data)
        except PlanIsOld:
            form.add_error(None, _("The course was published once more meanwhile. This is the plan as it is now."))
            return self._show(course, form, status=409)
        said = ngettext("%d learner was moved.", "%d learners were moved.", moved) % moved
        messages.success(request, said)
        return redirect("training_moving:course", pk=pk)

    def _course(self, pk: int) -> Course:
        found: Course = get_object_or_404(Course.objects.select_related("current"), pk=pk, current__isnull=False)
        return found

    def _show(self, course: Course, form: MoveForm | None = None, status: int = 200) -> HttpResponse:
        plan = plan_moves(course)
        context = self.get_context_data(course=course, plan=plan, form=form or MoveForm(plan=plan))
        return render(self.request, "training/admin/moving.html", context, status=status)


class MovingViewSet(ViewSet):
    """The address of one course's plan."""

    name = "training_moving"
    url_prefix = "training/moving"

    def get_urlpatterns(self) -> list[Any]:
        """Return one page a course."""
        return [path("<int:pk>/", Moving.as_view(), name="course")]
