"""Seats as the training office and finance see them; finance may let them be used before the money is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column

from billing.permissions import can_see_finance, can_work_on_finance
from core.admin.audited import AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody
from training.courses.admin import TrainingList
from training.enrollment.seats.models import SeatLot
from training.enrollment.seats.settling import NothingPending, release_seats
from training.permissions import can_enroll_learners


def can_see_seats(user: Any) -> bool:
    """The training office and finance see who bought how many seats."""
    return can_enroll_learners(user) or can_see_finance(user)


POLICIES = [SentencePolicy(SeatLot, change=can_work_on_finance, view=can_see_seats, add=nobody, delete=nobody)]


class ReleaseForm(WagtailAdminModelForm):
    """Why the pending seats of a lot may be used before the money is there."""

    reason = forms.CharField(
        label=_("Release the pending seats because"),
        max_length=200,
        help_text=_("The agency can give them to people at once. The order stays unpaid until the money is there."),
    )

    class Meta:
        model = SeatLot
        fields: list[str] = []


class ReleaseView(AuditedEditView):
    """Releases through the service."""

    # What Wagtail would say above the form; the form says why itself.
    produced_error_message = None

    def form_valid(self, form: Any) -> Any:
        """Release, or say why not."""
        try:
            release_seats(lot=self.object, actor=self.request.user, reason=form.cleaned_data["reason"])
        except NothingPending as error:
            form.add_error("reason", str(error))
            return self.form_invalid(form)
        return super().form_valid(form)

    def save_instance(self) -> SeatLot:
        """Return the lot; the service has stored what there is to store."""
        lot: SeatLot = self.object
        return lot


class SeatLotList(exporting(can_see_seats, "course", "agency", "buyer")):  # type: ignore[misc]
    """The list, with how many seats of each lot are pending."""

    def get_base_queryset(self) -> Any:
        """Add what the column shows."""
        return super().get_base_queryset().with_pending()


class SeatLotViewSet(TrainingList):
    """Lots of seats, the ones that wait for finance in front of the eye."""

    model = SeatLot
    name = "training_seats"
    icon = "tasks"
    menu_label = _("Seats")
    list_display = ["course", "agency", "buyer", "quantity", Column("pending", label=_("Pending")), "created_at"]
    list_filter = ["course"]
    search_fields = ["agency__name", "course__code", "line__order__number"]
    list_export = ["course", "agency", "buyer", "quantity", "pending", "created_at", "expires_on"]
    export_filename = "seats"
    index_view_class = SeatLotList
    edit_view_class = ReleaseView

    def get_form_class(self, for_update: bool = False) -> type[ReleaseForm]:
        """Return the form that releases."""
        return ReleaseForm


VIEWSETS = [SeatLotViewSet]
