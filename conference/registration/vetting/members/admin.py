"""The association's list, as reviewers bring it in: looked at first, then taken as a whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.permissions import can_decide_registrations
from conference.registration.vetting.members.forms import MembersForm
from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.members.services import (
    COLUMNS,
    Report,
    check_members,
    keep_list,
    read_members,
    take_members,
    waiting_list,
)
from core.admin.screens import Guarded
from core.files.models import PrivateFile
from core.files.services import erase_private
from core.imports.tables import Unreadable

# How many lines of a long list a page shows.
MOST_LINES = 200
KEY = "members-list"


class MembersFile(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """Takes a file: one that cannot be read whole is refused row by row, another is kept until it is confirmed."""

    allowed = staticmethod(can_decide_registrations)
    page_title: Any = gettext_lazy("The association's list of members")
    header_icon = "upload"
    breadcrumbs_items = ()

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.show(MembersForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at a file, or take the one that waits in, or forget it."""
        if "take" in request.POST or "drop" in request.POST:
            return self._decide("take" in request.POST)
        form = MembersForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, 422)
        content = form.cleaned_data["table"].read()
        try:
            report = check_members(read_members(content))
        except Unreadable as error:
            form.add_error("table", str(error))
            return self.show(form, 422)
        if report.faults:
            return self.show(form, 422, report)
        self._forget()
        request.session[KEY] = keep_list(content).public_id
        return self.show(MembersForm(), report=report, waits=True)

    def show(
        self, form: MembersForm, status: int = 200, report: Report | None = None, *, waits: bool = False
    ) -> HttpResponse:
        """Render the screen with what a file holds."""
        context = self.get_context_data(
            form=form,
            report=report,
            waits=waits,
            columns=COLUMNS,
            listed=MemberRecord.objects.count(),
            faults=report.faults[:MOST_LINES] if report else [],
        )
        return render(self.request, "conference/admin/vetting/members.html", context, status=status)

    def _decide(self, take: bool) -> HttpResponse:
        file = self._waiting()
        if file is None:
            messages.error(self.request, _("The file is not here any more. Choose it again."))
            return redirect(self.request.path)
        if take:
            with file.content.open("rb") as opened:
                report = take_members(table=read_members(opened.read()), actor=self.request.user)  # type: ignore[arg-type]
            messages.success(self.request, _("The list has %d members now.") % len(report.records))
        else:
            messages.success(self.request, _("The file is deleted. The list is unchanged."))
        self._forget()
        return redirect(self.request.path)

    def _waiting(self) -> PrivateFile | None:
        return waiting_list(self.request.session.get(KEY, ""))

    def _forget(self) -> None:
        file = self._waiting()
        if file is not None:
            erase_private(file)
        self.request.session.pop(KEY, None)
