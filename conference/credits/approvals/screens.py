"""Approvals as credit staff see them: what each body says of each session, what is due, who is on the roster."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.agenda.announcing import announce
from conference.agenda.models import SessionCredit
from conference.credits.approvals.deadlines import State
from conference.credits.approvals.forms import DecisionForm, OneForm, RosterForm
from conference.credits.approvals.history import history_of
from conference.credits.approvals.rosters import header_of, table_of
from conference.credits.approvals.services import VALUES, NotReady, Row, ask_for_file, decide, hand_in, rows_of
from conference.edition.models import Edition
from conference.permissions import can_decide_approvals
from core.admin.exports import XLSX
from core.admin.screens import Guarded
from core.audit.services import record
from core.exports import as_csv, as_xlsx
from core.files.services import serve_private

INVALID = 422
ROWS = 100
DUE = {State.SOON, State.LATE}


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share. Sessions appear by their public titles."""

    allowed = can_decide_approvals
    page_title: Any = gettext_lazy("Approvals of credit")
    header_icon = "success"
    breadcrumbs_items = ()
    template = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show times as the venue's clocks do."""
        with timezone.override(self.edition().zone):
            return super().dispatch(request, *args, **kwargs)

    def edition(self) -> Edition:
        """Return the address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    def credit(self) -> SessionCredit:
        """Return the address's session and scheme; raises Http404."""
        rows = SessionCredit.objects.select_related("session__edition", "scheme", "roster__file")
        return get_object_or_404(rows, pk=self.kwargs["pk"], session__edition=self.edition())

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        values = self.get_context_data(edition=self.edition(), **context)
        return render(self.request, self.template, values, status=status)


class Index(Guarded, View):
    """Leads to the current edition's approvals."""

    allowed = can_decide_approvals

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_approvals:approvals", edition.year)


class Approvals(Screen):
    """Every session with every body, by state, body and what is due; a decision for many at once."""

    template = "conference/admin/approvals/approvals.html"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them."""
        return self.ask(DecisionForm())

    def ask(self, form: DecisionForm, status: int = 200, chosen: frozenset[str] = frozenset()) -> HttpResponse:
        """Show them with what was typed and ticked."""
        every = rows_of(self.edition())
        asked = {name: self.request.GET.get(name, "")[:80] for name in ("approval", "scheme", "due", "q")}
        found = Paginator([row for row in every if _matches(row, asked)], ROWS)
        return self.show(
            status, form=form, page_obj=found.get_page(self.request.GET.get("p")), asked=asked, chosen=chosen,
            editions=Edition.objects.all(), kept=urlencode({name: value for name, value in asked.items() if value}),
            schemes=sorted({row.credit.scheme.code for row in every}), approvals=SessionCredit.Approval.choices,
            due=sum(_is_due(row) for row in every), total=len(every),
        )  # fmt: skip

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Note a decision on the ticked sessions."""
        form, chosen = DecisionForm(request.POST), request.POST.getlist("credit")
        keys = [int(key) for key in chosen if key.isascii() and key.isdigit() and len(key) < 19]
        if not keys:
            form.full_clean()
            form.add_error(None, _("Tick the sessions that the decision is about."))
        if not form.is_valid():
            return self.ask(form, INVALID, frozenset(chosen))
        try:
            count = decide(
                edition=self.edition(), credits_=keys, values=form.values,
                reason=form.cleaned_data["reason"], actor=request.user,
            )  # fmt: skip
        except NotReady as refusal:
            form.add_error(None, why(refusal))
            return self.ask(form, INVALID, frozenset(chosen))
        messages.success(request, ngettext("%d approval changed.", "%d approvals changed.", count) % count)
        return redirect(request.get_full_path())


class One(Screen):
    """One session with one body: the decision, the deadlines, the roster."""

    template = "conference/admin/approvals/one.html"

    def get(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Show it."""
        return self.ask(self.stored())

    def stored(self) -> OneForm:
        """Return the form with what holds now."""
        credit = self.credit()
        initial = {name: getattr(credit, name) for name in VALUES}
        return OneForm(initial=initial, sub_fields=_sub_fields(credit))

    def ask(self, form: OneForm, status: int = 200, roster_form: RosterForm | None = None) -> HttpResponse:
        """Show it with what was typed."""
        credit = self.credit()
        (row,) = rows_of(self.edition(), keys=[credit.pk])
        return self.show(
            status, form=form, roster_form=roster_form or RosterForm(), credit=credit, row=row,
            told=announce(credit), noted=history_of(credit),
            objectives=credit.session.learning_objectives, header=header_of(credit),
        )  # fmt: skip

    def post(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Note what the body decided."""
        form = OneForm(request.POST, sub_fields=_sub_fields(self.credit()))
        if not form.is_valid():
            return self.ask(form, INVALID)
        try:
            decide(
                edition=self.edition(), credits_=[pk], values=form.values,
                reason=form.cleaned_data["reason"], actor=request.user,
            )  # fmt: skip
        except NotReady as refusal:
            form.add_error(None, why(refusal))
            return self.ask(form, INVALID)
        messages.success(request, _("The decision is noted."))
        return redirect(request.path)


class TakeRoster(One):
    """The roster as a table at once, or as PDF once a task has made it; that it was taken is recorded."""

    def get(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Lead back to the form."""
        return redirect("conference_approvals:one", year, pk)

    def post(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Give the table, or have the PDF made."""
        form, credit = RosterForm(request.POST), self.credit()
        if not form.is_valid():
            return self.ask(self.stored(), INVALID, form)
        kind, rows = form.cleaned_data["kind"], table_of(credit)
        record(
            actor=request.user, action="roster.taken", obj=credit, reason=form.cleaned_data["reason"],
            changes={"format": kind, "rows": len(rows)},
        )  # fmt: skip
        if kind == "pdf":
            ask_for_file(credit=credit)
            messages.success(request, _("The roster is being made; this page has it in a moment."))
            return redirect("conference_approvals:one", year, pk)
        header = header_of(credit)
        content = as_csv(header, rows) if kind == "csv" else as_xlsx(header, rows)
        name = f"roster-{year}-{credit.session.code}-{credit.scheme.code}.{kind}".lower()
        return HttpResponse(
            content,
            content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
        )


class RosterFile(Screen):
    """The roster's PDF."""

    def get(self, request: HttpRequest, year: int, pk: int) -> HttpResponseBase:
        """Give it; each look is recorded."""
        credit = self.credit()
        roster = getattr(credit, "roster", None)
        if roster is None or roster.file is None:
            return redirect("conference_approvals:one", year, pk)
        record(actor=request.user, action="roster.read", obj=credit)
        return serve_private(roster.file)


class HandIn(Screen):
    """Notes that the body has the roster."""

    def post(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Note it."""
        hand_in(credit=self.credit(), actor=request.user)
        messages.success(request, _("Noted: the body has the roster."))
        return redirect(reverse("conference_approvals:one", args=[year, pk]))


def _sub_fields(credit: SessionCredit) -> list[str]:
    """Return the scheme's sub-fields, and the one that holds should the scheme have lost it."""
    known = list(credit.scheme.sub_fields)
    return known if credit.sub_field in ("", *known) else [*known, credit.sub_field]


def why(refusal: NotReady) -> str:
    """Return what is missing, in sentences."""
    said = []
    if refusal.codes:
        said.append(_("Three learning objectives are missing in %s.") % ", ".join(refusal.codes))
    if refusal.numberless:
        said.append(_("This body certifies first: a number is missing for %s.") % ", ".join(refusal.numberless))
    return " ".join(said)


def _is_due(row: Row) -> bool:
    return any(deadline.state in DUE for deadline in row.deadlines)


def _matches(row: Row, asked: dict[str, str]) -> bool:
    return (
        asked["approval"] in ("", row.credit.approval)
        and asked["scheme"] in ("", row.credit.scheme.code)
        and (not asked["due"] or _is_due(row))
        and asked["q"].casefold() in f"{row.credit.session.code} {row.credit.session.public_title}".casefold()
    )
