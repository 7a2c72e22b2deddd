"""One learner's course as the training office sees it: how far, who attested what, sign-off and override."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core.admin.screens import Guarded
from training.courses.rules import Need
from training.enrollment.models import Enrollment
from training.permissions import can_enroll_learners
from training.progress.attesting import CannotAttest, attest
from training.progress.outline import outline_of


class AttestForm(forms.Form):
    """Which condition is taken as met, and why."""

    need = forms.ChoiceField(label=gettext_lazy("Condition"), choices=Need.choices)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed for everything but an instructor's sign-off. It is kept for ever."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("need") not in (None, Need.SIGNED_OFF) and not values.get("reason"):
            self.add_error("reason", _("Say why the condition is taken as met."))
        return values


class Progress(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """An enrolment's steps and conditions; attests one."""

    allowed = can_enroll_learners
    page_title: Any = gettext_lazy("Progress")
    header_icon = "user"
    breadcrumbs_items = ()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._show(self._found(pk), AttestForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a condition as met."""
        enrollment, form = self._found(pk), AttestForm(request.POST)
        if not form.is_valid():
            return self._show(enrollment, form, status=422)
        try:
            attest(enrollment=enrollment, actor=request.user, **form.cleaned_data)
        except CannotAttest as error:
            form.add_error(None, str(error))
            return self._show(enrollment, form, status=409)
        messages.success(request, _("The condition is taken as met."))
        return redirect("training_progress:one", pk=pk)

    def _found(self, pk: int) -> Enrollment:
        found: Enrollment = get_object_or_404(Enrollment.objects.select_related("course", "version", "user"), pk=pk)
        return found

    def _show(self, enrollment: Enrollment, form: AttestForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            enrollment=enrollment,
            outline=outline_of(enrollment),
            attestations=enrollment.attestations.select_related("by"),
            form=form,
        )
        return render(self.request, "training/admin/progress.html", context, status=status)


class ProgressViewSet(ViewSet):
    """The address of one enrolment's progress."""

    name = "training_progress"
    url_prefix = "training/progress"

    def get_urlpatterns(self) -> list[Any]:
        """Return one page an enrolment."""
        return [path("<int:pk>/", Progress.as_view(), name="one")]
