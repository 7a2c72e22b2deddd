"""Enrolments as the training office sees and makes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views import generic

from core.admin.audited import AuditedEditView
from core.admin.columns import LinkColumn
from core.admin.exports import exporting
from people.accounts.models import User
from people.policies import SentencePolicy, nobody
from training.courses.admin import TrainingList
from training.enrollment.models import Enrollment
from training.enrollment.services import NotEnrolled, enroll
from training.permissions import can_enroll_learners

POLICIES = [SentencePolicy(Enrollment, change=can_enroll_learners, delete=nobody)]


class EnrollForm(WagtailAdminModelForm):
    """Who is enrolled in what; the address is that of an account."""

    email = forms.EmailField(label=_("address of the learner's account"))

    class Meta:
        model = Enrollment
        formfield_callback = formfield_for_dbfield
        fields = ["course"]

    def clean(self) -> dict[str, Any]:
        """Find the account; whether the course is for them is asked when it is stored."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        user = User.objects.filter(email__iexact=values.get("email", ""), is_active=True).first()
        if "email" in values and user is None:
            self.add_error("email", _("No account has this address. Ask the person to sign up first."))
        values["user"] = user
        return values


class TermForm(WagtailAdminModelForm):
    """Until when the learner may work on it."""

    class Meta:
        model = Enrollment
        formfield_callback = formfield_for_dbfield
        fields = ["expires_at"]


class EnrollView(generic.CreateView):
    """Enrols through the service, so that audience and prerequisites hold."""

    # What Wagtail would say above the form; the form says why itself.
    produced_error_message = None

    def form_valid(self, form: Any) -> Any:
        """Enrol, or show why not."""
        try:
            self.enrollment = enroll(
                user=form.cleaned_data["user"], course=form.cleaned_data["course"], actor=self.request.user
            )
        except NotEnrolled as error:
            form.add_error("course", str(error))
            return self.form_invalid(form)
        return super().form_valid(form)

    def save_instance(self) -> Enrollment:
        """Return what the service has stored."""
        return self.enrollment


class EnrollmentViewSet(TrainingList):
    """Enrolments."""

    model = Enrollment
    name = "training_enrollments"
    icon = "user"
    menu_label = _("Enrolments")
    list_display = [
        "course",
        "user",
        LinkColumn("version", url_name="training_progress:one", label=_("progress")),
        "enrolled_at",
        "expires_at",
        "completed_at",
    ]
    list_filter = ["course"]
    search_fields = ["user__email", "user__name"]
    list_export = ["course", "user", "version", "enrolled_at", "expires_at", "completed_at"]
    export_filename = "enrolments"
    index_view_class = exporting(can_enroll_learners, "course", "user", "version")
    add_view_class = EnrollView
    edit_view_class = AuditedEditView

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form for a new enrolment, or for its term."""
        return TermForm if for_update else EnrollForm


VIEWSETS = [EnrollmentViewSet]
