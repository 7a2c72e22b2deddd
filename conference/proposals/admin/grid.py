"""Rating many on one page: each row is saved by itself; what another tab changed is never overwritten."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.proposals.admin.forms import ReviewForm, as_initial, criteria_of
from conference.proposals.admin.listing import TEXTS
from conference.proposals.admin.screens import Screen, shown_text, with_people
from conference.proposals.models import Call, Criterion, Proposal, Review
from conference.proposals.services.reviewing import NotYours, Opinion, StaleReview, save_review

ROWS = 20
CONFLICT, INVALID = 409, 422


@dataclass
class Row:
    """A proposal with the reader's own review as a form."""

    proposal: Proposal
    title: str
    form: ReviewForm
    review: Review | None
    said: str = ""

    def cells(self) -> list[Any]:
        """The fields in the order of the columns."""
        return [*(self.form[f"c{item.pk}"] for item in self.form.criteria), self.form["recommendation"]]


class Grid(Screen):
    """Twenty proposals of one call at a time, the ones without an own score first."""

    template = "conference/admin/proposals/grid.html"
    page_title = gettext_lazy("Rate many")
    header_icon = "table"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rows."""
        call = self._call()
        return self._show(call, self._rows(call) if call else [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save every row that was changed."""
        call = self._call()
        if call is None:
            return redirect("conference_proposals:grid")
        rows = self._rows(call, request.POST)
        changed = [row for row in rows if row.form.is_bound and row.form.has_changed()]
        faults = [row for row in changed if not row.form.is_valid() or not self._save(row)]
        saved = len(changed) - len(faults)
        messages.success(request, ngettext("%d review saved.", "%d reviews saved.", saved) % saved)
        if faults:
            stale = any(row.said for row in faults)
            return self._show(call, rows, CONFLICT if stale else INVALID)
        return redirect(f"{reverse('conference_proposals:grid')}?{request.GET.urlencode()}")

    def _save(self, row: Row) -> bool:
        opinion = row.form.opinion
        comment = row.review.comment if row.review else ""
        try:
            save_review(
                proposal=row.proposal,
                ties=self.reader.ties,
                opinion=Opinion(opinion.scores, opinion.recommendation, comment),
                criteria=row.form.criteria,
                revision=row.form.cleaned_data["revision"],
            )
        except NotYours:
            row.said = _("This proposal is not yours to review any more.")
            return False
        except StaleReview as stale:
            row.said = _("You changed this one in another tab. Look at it, then save again.")
            row.form.take_revision(stale.review.revision)
            return False
        return True

    def _call(self) -> Call | None:
        """Return the call that was chosen, else the newest one that this person reviews for."""
        calls = Call.objects.filter(reviewers__user=self.reader.ties.user, reviewers__ended_at=None)
        wanted = self.request.GET.get("call", "")
        chosen = calls.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else None
        return chosen or calls.first()

    def _page(self, call: Call) -> Any:
        rows = Proposal.objects.for_reviewer(self.reader.ties).of(call).defer(*TEXTS).select_related("call__edition")
        page = Paginator(with_people(rows.order_by("number"), identities=True), ROWS)
        return page.get_page(self.request.GET.get("p"))

    def _rows(self, call: Call, data: Any = None) -> list[Row]:
        self.page = self._page(call)
        proposals, criteria = list(self.page), criteria_of(call)
        own = Review.objects.filter(reviewer=self.reader.ties.user, proposal__in=proposals)
        reviews = {review.proposal_id: review for review in own.prefetch_related("scores")}
        return [self._row(proposal, reviews.get(proposal.pk), criteria, data) for proposal in proposals]

    def _row(self, proposal: Proposal, review: Review | None, criteria: list[Criterion], data: Any) -> Row:
        prefix = f"p{proposal.pk}"
        present = data is not None and f"{prefix}-revision" in data
        form = ReviewForm(
            data if present else None, prefix=prefix, criteria=criteria, brief=True, initial=as_initial(review)
        )
        # The revision is no opinion: a row is changed when something in it was said anew.
        form.fields["revision"].has_changed = lambda initial, data: False  # type: ignore[method-assign]
        title = shown_text(proposal, proposal.title, blinded=self.reader.is_blind_to(proposal))
        return Row(proposal, title, form, review)

    def _show(self, call: Call | None, rows: list[Row], status: int = 200) -> HttpResponse:
        criteria = rows[0].form.criteria if rows else []
        return self.show(status, call=call, rows=rows, criteria=criteria, page=self.page if call else None)
