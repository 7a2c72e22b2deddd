"""More time, more attempts, as the training office gives them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody
from training.courses.admin import TrainingList
from training.permissions import can_grant_attempts
from training.quizzes.forms import AccommodationForm, ChangedAccommodationForm, ExtraAttemptForm
from training.quizzes.granting import NotGranted, accommodate, grant_attempt
from training.quizzes.models import Accommodation, ExtraAttempt

POLICIES = [
    SentencePolicy(Accommodation, change=can_grant_attempts, delete=nobody),
    SentencePolicy(ExtraAttempt, change=nobody, view=can_grant_attempts, add=can_grant_attempts, delete=nobody),
]


class AccommodateView(generic.CreateView):
    """Gives through the service, which records it and lengthens what is running."""

    def save_instance(self) -> Accommodation:
        """Store it."""
        values = self.form.cleaned_data
        return accommodate(
            user=self.form.user,
            course=values["course"],
            time=values["time_percent"],
            extra_attempts=values["extra_attempts"],
            reason=values["reason"],
            actor=self.request.user,
        )


class ChangeAccommodationView(generic.EditView):
    """Changes through the service."""

    def save_instance(self) -> Accommodation:
        """Store it."""
        row, values = self.object, self.form.cleaned_data
        return accommodate(
            user=row.user,
            course=row.course,
            time=values["time_percent"],
            extra_attempts=values["extra_attempts"],
            reason=values["reason"],
            actor=self.request.user,
        )


class AccommodationViewSet(TrainingList):
    """Accommodations. They speak of people's health: no export, and the reason only in the form."""

    model = Accommodation
    name = "training_accommodations"
    icon = "time"
    menu_label = _("Accommodations")
    list_display = ["user", "course", "time_percent", "extra_attempts", "granted_at"]
    list_filter = ["course"]
    search_fields = ["user__email", "user__name"]
    index_view_class = exporting(can_grant_attempts, "course", "user")
    add_view_class = AccommodateView
    edit_view_class = ChangeAccommodationView

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form."""
        return ChangedAccommodationForm if for_update else AccommodationForm


class GrantView(generic.CreateView):
    """Grants through the service, or shows why not."""

    # What Wagtail would say above the form; the form says why itself.
    produced_error_message = None

    def form_valid(self, form: Any) -> Any:
        """Grant it."""
        try:
            self.row = grant_attempt(
                enrollment=form.enrollment, reason=form.cleaned_data["reason"], actor=self.request.user
            )
        except NotGranted as error:
            form.add_error("course", str(error))
            return self.form_invalid(form)
        return super().form_valid(form)

    def save_instance(self) -> ExtraAttempt:
        """Return what the service has stored."""
        return self.row


class ExtraAttemptViewSet(TrainingList):
    """Attempts granted after the last."""

    model = ExtraAttempt
    name = "training_extra_attempts"
    icon = "redirect"
    menu_label = _("Attempts granted")
    list_display = ["enrollment", "reason", "granted_by", "granted_at"]
    list_filter = ["enrollment__course"]
    search_fields = ["enrollment__user__email", "enrollment__user__name", "reason"]
    index_view_class = exporting(can_grant_attempts, "enrollment__user", "enrollment__course", "granted_by")
    add_view_class = GrantView

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form."""
        return ExtraAttemptForm


VIEWSETS = [AccommodationViewSet, ExtraAttemptViewSet]
