"""Scans from a file, as credit staff bring them in: looked at first, then taken."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.attendance.admin.forms import ScansForm
from conference.attendance.importing.rows import COLUMNS, said
from conference.attendance.services.importing import (
    Report,
    check_scans,
    keep_scans,
    read_scans,
    take_scans,
    waiting_scans,
)
from conference.edition.models import Edition
from conference.permissions import can_correct_attendance
from core.admin.screens import Guarded
from core.files.models import PrivateFile
from core.files.services import erase_private
from core.imports.tables import Unreadable

# How many lines of a long list a page shows.
MOST_LINES = 200


class ScanFile(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """Takes a file: one that cannot be read whole is refused cell by cell, another is kept until it is confirmed."""

    allowed = staticmethod(can_correct_attendance)
    page_title: Any = gettext_lazy("Scans from a file")
    header_icon = "upload"
    breadcrumbs_items = ()

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show the form, and what waits to be confirmed."""
        return self.show(ScansForm())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Look at a file, or take the one that waits in, or forget it."""
        if "take" in request.POST or "drop" in request.POST:
            return self._decide("take" in request.POST)
        form = ScansForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, 422)
        content = form.cleaned_data["table"].read()
        try:
            report = check_scans(edition=self.edition(), table=read_scans(content))
        except Unreadable as error:
            form.add_error("table", str(error))
            return self.show(form, 422)
        if report.faults:
            return self.show(form, 422, report)
        self._forget()
        request.session[self._key()] = keep_scans(content).public_id
        return self.show(ScansForm(), report=report, waits=True)

    def edition(self) -> Edition:
        """Return the address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    def show(
        self,
        form: ScansForm,
        status: int = 200,
        report: Report | None = None,
        *,
        waits: bool = False,
        done: bool = False,
    ) -> HttpResponse:
        """Render the screen with what a file holds, or held."""
        shown: dict[str, Any] = {"report": report, "waits": waits, "done": done, "columns": COLUMNS}
        if report:
            shown["faults"] = list(said(report.faults[:MOST_LINES]))
            shown["answers"] = sorted((reason.label, count) for reason, count in report.answers.items())
            shown["refused"] = [(row, reason.label) for row, reason in sorted(report.refused)[:MOST_LINES]]
        context = self.get_context_data(edition=self.edition(), form=form, **shown)
        return render(self.request, "conference/admin/attendance/file.html", context, status=status)

    def _decide(self, take: bool) -> HttpResponse:
        file = self._waiting()
        if file is None:
            messages.error(self.request, _("The file is not here any more. Choose it again."))
            return redirect(self.request.path)
        if not take:
            self._forget()
            messages.success(self.request, _("The file is deleted. Nothing was stored."))
            return redirect(self.request.path)
        with file.content.open("rb") as opened:
            table = read_scans(opened.read())
        report = take_scans(edition=self.edition(), table=table, actor=self.request.user)
        if not report.faults:
            self._forget()
        # Doors may have gone since it was looked at.
        return self.show(ScansForm(), 409 if report.faults else 200, report, done=not report.faults)

    def _key(self) -> str:
        return f"scans-{self.kwargs['year']}"

    def _waiting(self) -> PrivateFile | None:
        return waiting_scans(self.request.session.get(self._key(), ""))

    def _forget(self) -> None:
        file = self._waiting()
        if file is not None:
            erase_private(file)
        self.request.session.pop(self._key(), None)
