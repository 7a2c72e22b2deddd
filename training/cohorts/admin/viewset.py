"""The cohorts' place in the admin."""

from typing import Any

from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column

from core.admin.audited import AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody
from training.cohorts.admin.forms import CohortForm
from training.cohorts.admin.views import CohortAct, CohortDetail, SignInList
from training.cohorts.emails import send_changed
from training.cohorts.models import Cohort
from training.courses.admin import TrainingList
from training.permissions import can_decide_visits

POLICIES = [SentencePolicy(Cohort, change=can_decide_visits, delete=nobody)]


class CohortList(exporting(can_decide_visits, "course")):  # type: ignore[misc]
    """The list; a cohort opens on its page, where its dates can be changed."""

    def get_base_queryset(self) -> Any:
        """Add what the columns show."""
        return super().get_base_queryset().with_figures()

    def get_edit_url(self, instance: Cohort) -> str:
        """Lead to the page."""
        return reverse("training_cohorts:detail", args=[instance.pk])


class CohortEdit(AuditedEditView):
    """Changes dates and place; those with a place are told."""

    @transaction.atomic
    def save_instance(self) -> Cohort:
        """Store the change and write the mails: both or neither."""
        cohort: Cohort = super().save_instance()
        if cohort.state == Cohort.State.OPEN and self.form.has_changed():
            send_changed(cohort)
        return cohort


class CohortViewSet(TrainingList):
    """Cohorts, the latest first."""

    model = Cohort
    name = "training_cohorts"
    icon = "group"
    menu_label = _("Cohorts")
    list_display = ["course", "city", Column("first_day", label=_("First day")), Column("taken", label=_("Taken")),
                    "capacity", "state"]  # fmt: skip
    list_filter = ["course", "state"]
    list_export = ["course", "city", "first_day", "last_day", "taken", "capacity", "state"]
    export_filename = "cohorts"
    search_fields = ["course__code", "course__title", "city"]
    index_view_class = CohortList
    edit_view_class = CohortEdit
    edit_handler = ObjectList(
        [
            *(FieldPanel(name) for name in CohortForm.Meta.fields),
            InlinePanel("meetings", [FieldPanel(name) for name in ("day", "starts", "ends")], heading=_("Meetings")),
        ],
        base_form_class=CohortForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        """Add a cohort's page, its list to sign and its acts."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", CohortDetail.as_view(), name="detail"),
            path("<int:pk>/sign-in/", SignInList.as_view(), name="sign_in"),
            path("<int:pk>/<slug:action>/", CohortAct.as_view(), name="act"),
        ]


VIEWSETS = [CohortViewSet]
