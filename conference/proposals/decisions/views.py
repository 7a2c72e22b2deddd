"""The committee's screen of decisions: one by one or many at once, each row saved by itself, with their effect."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.agenda.services.removing import SessionInUse
from conference.proposals.admin.listing import TEXTS, with_scores
from conference.proposals.decisions.forms import DecisionForm, FilterForm, ManyForm, first_values
from conference.proposals.decisions.loading import effect_of
from conference.proposals.decisions.screens import CallScreen
from conference.proposals.decisions.sessions import NoAudience
from conference.proposals.models import CallFormat, Proposal
from conference.proposals.services.deciding import (
    FormatMissing,
    FormatNotOffered,
    NotSubmitted,
    StaleDecision,
    decide_proposal,
)
from conference.proposals.states import IllegalMove

ROWS = 50
CONFLICT, INVALID = 409, 422
SENTENCES = {
    FormatMissing: gettext_lazy("Say which other format it is accepted in."),
    FormatNotOffered: gettext_lazy("They did not offer this format: choose “accepted in another format”."),
    NotSubmitted: gettext_lazy("It was withdrawn meanwhile; there is nothing to decide."),
    IllegalMove: gettext_lazy("The proposer was told already; this can only be changed with them."),
    NoAudience: gettext_lazy("The edition has no access level “open” that its session could be given."),
}


@dataclass
class Row:
    """A proposal with its decision as a form, and what was wrong with it."""

    proposal: Any
    form: DecisionForm
    said: str = ""
    is_stale: bool = False


class Decisions(CallScreen):
    """All submitted proposals of a call, fifty at a time."""

    template = "conference/admin/decisions/decisions.html"
    page_title = gettext_lazy("Decisions")
    header_icon = "tick-inverse"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them with the effect of what is decided."""
        return self._show(self._rows(), ManyForm(formats=self.call.formats.all()))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Save what was changed, or set one decision for all ticked, or only show what it would do."""
        many = ManyForm(request.POST, formats=self.call.formats.all())
        rows = self._rows(request.POST)
        act = request.POST.get("act")
        if act == "many":
            if not many.is_valid():
                return self._show(rows, many, INVALID)
            chosen = [row for row in rows if row.form.is_valid() and row.form.cleaned_data["ticked"]]
            for row in chosen:
                self._save(row, many.cleaned_data["many"], many.cleaned_data["many_format"])
        else:
            chosen = [row for row in rows if row.form.has_changed()]
            for row in chosen:
                self._check(row) if act == "effect" else self._save_own(row)
        if act == "effect":
            return self._show(rows, many)
        return self._answer(rows, chosen, many)

    def _answer(self, rows: list[Row], chosen: list[Row], many: ManyForm) -> HttpResponse:
        faults = [row for row in chosen if row.said]
        saved = len(chosen) - len(faults)
        if saved or not chosen:
            messages.success(self.request, ngettext("%d decision noted.", "%d decisions noted.", saved) % saved)
        if faults:
            status = CONFLICT if any(row.is_stale for row in faults) else INVALID
            return self._show(self._drawn_anew(chosen), many, status)
        address = reverse("conference_decisions:decisions", args=[self.kwargs["year"]])
        return redirect(f"{address}?{self.request.GET.urlencode()}")

    def _drawn_anew(self, chosen: list[Row]) -> list[Row]:
        """Return the rows as they are stored now; what was refused, or not looked at, keeps what was chosen."""
        before = {row.proposal.pk: row for row in chosen}
        rows = self._rows(self.request.POST)
        for row in rows:
            old = before.get(row.proposal.pk)
            if old and old.said:
                row.form, row.said = old.form, old.said
            elif old:
                row.form = self._form(row.proposal)
        return rows

    def _check(self, row: Row) -> None:
        if not row.form.is_valid():
            row.said = _("This cannot be chosen.")

    def _save_own(self, row: Row) -> None:
        self._check(row)
        if not row.said:
            self._save(row, row.form.cleaned_data["decision"], row.form.chosen_format)

    def _save(self, row: Row, decision: str, chosen: CallFormat | None) -> None:
        try:
            decide_proposal(
                proposal=row.proposal,
                decision=decision,
                decided_format=chosen,
                actor=self.request.user,
                expected=row.form.cleaned_data["revision"],
            )
        except StaleDecision as stale:
            row.is_stale = True
            now = stale.proposal.get_decision_display() or _("undecided")
            row.said = _("Decided in another tab or by a colleague meanwhile: %s. Look at it, then save again.") % now
            row.form.take_revision(stale.proposal.decision_revision)
        except SessionInUse as used:
            row.said = _("Its session %s has left the tray or is published. Take it off the board first.") % (
                used.session.code
            )
        except tuple(SENTENCES) as refusal:
            row.said = str(SENTENCES[type(refusal)])

    @cached_property
    def _filters(self) -> FilterForm:
        return FilterForm(self.request.GET or None, tracks=self.call.edition.tracks.all())

    @property
    def _page(self) -> Page[Proposal]:
        rows = self._filters.narrow(self.proposals().submitted())
        rows = with_scores(rows, self.request.user).defer(*TEXTS).select_related("track", "session", "decided_format")
        rows = rows.prefetch_related("formats").order_by("number")
        return Paginator(rows, ROWS).get_page(self.request.GET.get("p"))

    @cached_property
    def _formats(self) -> list[CallFormat]:
        return list(self.call.formats.all())

    def _form(self, proposal: Proposal, data: Any = None) -> DecisionForm:
        prefix = f"p{proposal.pk}"
        present = data is not None and f"{prefix}-revision" in data
        return DecisionForm(
            data if present else None, prefix=prefix, formats=self._formats, initial=first_values(proposal)
        )

    def _rows(self, data: Any = None) -> list[Row]:
        """Return the page's rows; of a posted page those that were on it, wherever they would stand now."""
        self.page = self._page
        if data is None:
            return [Row(item, self._form(item)) for item in self.page]
        keys = [name[1:].partition("-")[0] for name in data if name.startswith("p") and name.endswith("-revision")]
        shown = self.proposals().filter(
            pk__in=[key for key in keys if key.isascii() and key.isdigit() and len(key) < 10]
        )
        rows = with_scores(shown, self.request.user).defer(*TEXTS).select_related("track", "session", "decided_format")
        return [
            Row(item, self._form(item, data)) for item in rows.prefetch_related("formats").order_by("number")[:ROWS]
        ]

    def _show(self, rows: list[Row], many: ManyForm, status: int = 200) -> HttpResponse:
        bound = [row for row in rows if row.form.is_bound and row.form.is_valid() and row.form.has_changed()]
        chosen = {row.proposal.pk: row.form.cleaned_data["decision"] for row in bound}
        everything = self.proposals().submitted()
        return self.show(
            status,
            call=self.call,
            edition=self.call.edition,
            rows=rows,
            many=many,
            page=self.page,
            filters=self._filters,
            asked=self.request.GET.urlencode(),
            sections=effect_of(everything, chosen),
            has_choice=bool(chosen),
            silent=everything.silent().count(),
        )
