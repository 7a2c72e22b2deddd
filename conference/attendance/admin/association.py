"""The report to the association, with a reason."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views import View

from conference.attendance.association import Member, attendance_of_members, members_of
from conference.edition.models import Edition
from conference.permissions import can_report_attendance
from conference.registration.places import Registration
from core.admin.screens import Export, Guarded


class AssociationExport(Guarded, Export, View):
    """Member number, name, days: nobody who did not come as a member, and nothing else of anybody."""

    allowed = can_report_attendance
    page_title = _("Attendance for the association")
    what = "association_attendance"
    header = ("member number", "name", "days attended", "days")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the edition."""
        super().setup(request, *args, **kwargs)
        self.edition = get_object_or_404(Edition, year=kwargs["year"])

    def get_queryset(self) -> QuerySet[Registration]:
        """The members, of whom those who were there are reported."""
        return members_of(self.edition)

    def row(self, entry: Member) -> Sequence[Any]:
        """Return one member."""
        return [entry.number, entry.name, len(entry.days), "; ".join(day.isoformat() for day in entry.days)]

    def _entries(self) -> Iterable[Any]:
        return attendance_of_members(self.edition)
