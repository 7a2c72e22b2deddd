"""The organizers' screens: take the agenda away as a table, take a table in."""

from typing import Any, cast

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.edition.models import Edition
from conference.permissions import can_export_programme
from conference.planning.board.state import revision_of
from conference.planning.conflicts.words import describe, names_for
from conference.planning.exchange.columns import columns_for, scheme_codes
from conference.planning.exchange.forms import ConfirmForm, UploadForm
from conference.planning.exchange.plan import Plan
from conference.planning.exchange.services import (
    BadTable,
    drop_upload,
    export_table,
    import_table,
    keep_upload,
    preview_import,
    read_upload,
    waiting_upload,
)
from conference.planning.publishing.screens import Screen
from conference.planning.publishing.services import AgendaMoved
from core.admin.exports import XLSX
from core.admin.screens import ExportForm
from core.audit.services import record
from core.exports import as_csv, as_xlsx
from core.files.models import PrivateFile
from core.imports.tables import Table, Unreadable

# How many lines of a long list a page shows.
MOST_LINES = 500


class Exchange(Screen):
    """Both forms, and what each column means."""

    template = "conference/admin/exchange/exchange.html"
    page_title = gettext_lazy("Agenda as a table")
    header_icon = "table"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them."""
        return self.ask(self.edition())

    def ask(self, edition: Edition, status: int = 200, **more: Any) -> HttpResponse:
        """Show the forms, with what went wrong."""
        context = {
            "edition": edition,
            "editions": Edition.objects.all(),
            "export": ExportForm(auto_id="export-%s"),
            "upload": UploadForm(),
            "columns": columns_for(scheme_codes()),
            **more,
        }
        return self.show(status, **context)


class TakeAway(Exchange):
    """The working agenda as a table; who took it away and why is recorded."""

    allowed = can_export_programme

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Write the audit entry, then the table."""
        edition, form = self.edition(), ExportForm(request.POST, auto_id="export-%s")
        if not form.is_valid():
            return self.ask(edition, 422, export=form)
        header, rows = export_table(edition)
        kind = form.cleaned_data["kind"]
        record(
            actor=request.user,
            action="agenda.exported",
            obj=cast("models.Model", edition),
            reason=form.cleaned_data["reason"],
            changes={"rows": len(rows), "format": kind},
        )
        content = as_xlsx(header, rows) if kind == "xlsx" else as_csv(header, rows)
        name = f"agenda-{edition.year}-{timezone.localdate().isoformat()}.{kind}"
        return HttpResponse(
            content,
            content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
        )


class TakeIn(Exchange):
    """An uploaded table: refused row by row, or kept until its difference is confirmed."""

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Read it; nothing is changed yet."""
        edition, form = self.edition(), UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.ask(edition, 422, upload=form)
        content = form.cleaned_data["table"].read()
        try:
            preview = preview_import(edition=edition, table=read_upload(content))
        except Unreadable as error:
            form.add_error("table", str(error))
            return self.ask(edition, 422, upload=form)
        if preview.plan.problems:
            return self.ask(edition, 422, upload=form, **shown_problems(preview.plan))
        if not preview.plan.changes:
            messages.info(request, _("The table says what the agenda says already. Nothing was changed."))
            return redirect("conference_exchange:exchange", year=year)
        _forget(request, year)
        request.session[_key(year)] = keep_upload(content).public_id
        return redirect("conference_exchange:check", year=year)


class Check(Screen):
    """The difference that an uploaded table makes, and the button that makes it."""

    template = "conference/admin/exchange/check.html"
    page_title = gettext_lazy("What the table changes")
    header_icon = "table"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show it."""
        return self._with_upload(self._ask)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Do it, or forget the table."""
        if "drop" in request.POST:
            _forget(request, year)
            messages.success(request, _("The table is deleted. Nothing was changed."))
            return redirect("conference_exchange:exchange", year=year)
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._with_upload(lambda table: self._ask(table, 422, _("Look at the difference first.")))
        return self._with_upload(lambda table: self._take_in(table, form.cleaned_data["seen"]))

    def _with_upload(self, act: Any) -> HttpResponse:
        file = waiting_upload(self.request.session.get(_key(self.kwargs["year"]), ""))
        if file is None:
            messages.error(self.request, _("The table is not here any more. Upload it again."))
            return redirect("conference_exchange:exchange", year=self.kwargs["year"])
        with file.content.open("rb") as opened:
            content = opened.read()
        try:
            table = read_upload(content)
        except Unreadable as error:
            messages.error(self.request, str(error))
            return redirect("conference_exchange:exchange", year=self.kwargs["year"])
        answer: HttpResponse = act(table)
        return answer

    def _ask(self, table: Table, status: int = 200, said: str = "") -> HttpResponse:
        edition = self.edition()
        seen = revision_of(edition)
        preview = preview_import(edition=edition, table=table)
        names = names_for(edition, preview.conflicts)
        return self.show(
            409 if preview.plan.problems else status,
            edition=edition,
            said=said,
            form=ConfirmForm(initial={"seen": seen}),
            plan=preview.plan,
            changes=preview.plan.changes[:MOST_LINES],
            more=max(0, len(preview.plan.changes) - MOST_LINES),
            conflicts=[(item.severity, describe(item, names)) for item in preview.conflicts[:MOST_LINES]],
            **shown_problems(preview.plan),
        )

    def _take_in(self, table: Table, seen: int) -> HttpResponse:
        edition = self.edition()
        try:
            plan = import_table(edition=edition, table=table, actor=self.request.user, seen=seen)
        except AgendaMoved:
            said = _("Somebody changed the agenda meanwhile. Nothing was done; look at the difference again.")
            return self._ask(table, 409, said)
        except BadTable:
            return self._ask(table, 409)
        _forget(self.request, edition.year)
        number = len(plan.changes)
        done = ngettext("%d session was changed.", "%d sessions were changed.", number) % number
        messages.success(self.request, f"{done} {_('Visitors see it once you publish.')}")
        return redirect(reverse("conference_versions:publish", args=[edition.year]))


def shown_problems(plan: Plan) -> dict[str, Any]:
    """Return what is wrong with a table as the screens show it."""
    return {"problems": plan.problems[:MOST_LINES], "problem_count": len(plan.problems)}


def _key(year: int) -> str:
    """Return under what a person's session knows the table that waits for their word."""
    return f"agenda_import_{year}"


def _forget(request: HttpRequest, year: int) -> None:
    """Delete the table that waits, if one does."""
    public_id = request.session.pop(_key(year), "")
    file: PrivateFile | None = waiting_upload(public_id) if public_id else None
    if file is not None:
        drop_upload(file)
