"""One proposal: what is proposed, what reviewers say, the reader's own review."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.agenda.words import LEVELS, ROLES, word
from conference.permissions import can_manage_proposals, can_read_identities
from conference.proposals.admin.forms import ReviewForm, criteria_of
from conference.proposals.admin.screens import ProposalScreen, people_in
from conference.proposals.blinding import blind
from conference.proposals.letters.models import Letter
from conference.proposals.models import Proposal, RestrictedAbstract, Review
from conference.proposals.scoring import spread
from conference.proposals.services.recusing import declare_conflict
from conference.proposals.services.reviewing import (
    NotYours,
    StaleReview,
    may_read_restricted,
    read_restricted,
    save_review,
)
from conference.proposals.services.submitting import reopen_proposal
from core.audit.services import record

CONFLICT = 409


def facts_of(proposal: Proposal, *, blinded: bool) -> list[tuple[str, str]]:
    """Return what is proposed, as far as the reader may see it."""
    people = people_in(proposal) if blinded else []

    def said(text: str) -> str:
        return blind(text, people) if blinded else text

    rows = [
        (_("Formats"), ", ".join(map(str, proposal.formats.all()))),
        (_("Track"), proposal.track.name if proposal.track else ""),
        (_("Level"), word(LEVELS, proposal.level) if proposal.level else ""),
        (_("Abstract for the public"), said(proposal.abstract)),
        (_("Abstract for the reviewers"), said(proposal.review_abstract)),
        (_("Learning objectives"), said("\n".join(proposal.objectives))),
        (_("Outline by minutes"), said("\n".join(f"{part['minutes']} {part['topic']}" for part in proposal.outline))),
        (_("References"), said(proposal.references)),
        (_("Credit sought"), ", ".join(item.name for item in proposal.schemes.all())),
        (_("Intended audience"), said(proposal.audience)),
        (_("Who may attend"), proposal.restriction.label if proposal.restriction else ""),
        (_("Content warnings"), said("\n".join(proposal.content_warnings))),
        (_("Case material"), said(proposal.case_material)),
        (_("Technical needs"), said("\n".join(proposal.av_needs))),
        (_("Who may have the slides"), proposal.get_handout_policy_display()),
    ]
    return [(label, text) for label, text in rows if text]


class Detail(ProposalScreen):
    """The proposal and its reviews; one's own is written here."""

    template = "conference/admin/proposals/detail.html"
    header_icon = "doc-full-inverse"

    def get_page_title(self) -> str:
        """Its number and title."""
        title = self.proposal.title or _("untitled")
        return f"{self.proposal.code} {blind(title, people_in(self.proposal)) if self.is_blind else title}"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._show(self._form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the reader's own review."""
        if not self._is_reviewer():
            raise PermissionDenied
        form = ReviewForm(request.POST, criteria=criteria_of(self.proposal.call))
        if not form.is_valid():
            return self._show(form, 422)
        try:
            save_review(
                proposal=self.proposal,
                ties=self.reader.ties,
                opinion=form.opinion,
                criteria=form.criteria,
                revision=form.cleaned_data["revision"],
            )
        except NotYours:
            raise Http404 from None
        except StaleReview as stale:
            form.add_error(None, _("You saved this review in another tab meanwhile. That copy is shown above; what you "
                                   "typed here is below. Save again to keep it."))  # fmt: skip
            form.take_revision(stale.review.revision)
            return self._show(form, CONFLICT)
        messages.success(request, _("Your review is saved."))
        return redirect(self.address())

    def _is_reviewer(self) -> bool:
        reviewable = Proposal.objects.for_reviewer(self.reader.ties)
        return reviewable.filter(pk=self.proposal.pk).exists()

    def _own(self) -> Review | None:
        rows = Review.objects.filter(proposal=self.proposal, reviewer=self.reader.ties.user)
        return rows.prefetch_related("scores").first()

    def _form(self) -> ReviewForm:
        return ReviewForm.of(self._own(), criteria_of(self.proposal.call))

    def _show(self, form: ReviewForm, status: int = 200) -> HttpResponse:
        proposal, manages, own = self.proposal, self.reader.manages, self._own()
        is_reviewer = self._is_reviewer()
        # Others' opinions come after one's own, so that each is one's own.
        sees_others = own is not None and own.total is not None if is_reviewer else manages
        reviews = list(
            Review.objects.filter(proposal=proposal).select_related("reviewer").prefetch_related("scores__criterion")
        ) if sees_others else []  # fmt: skip
        counted = [review.total for review in reviews if review.total is not None and not review.recused_at]
        return self.show(
            status,
            proposal=proposal,
            facts=facts_of(proposal, blinded=self.is_blind),
            is_blind=self.is_blind,
            manages=manages,
            form=form if is_reviewer else None,
            own=own,
            reviews=reviews,
            waits_for_own=is_reviewer and not sees_others,
            average=round(sum(counted) / len(counted), 2) if counted else None,
            spread=spread(counted),
            people=[] if self.is_blind else proposal.standing,  # type: ignore[attr-defined]
            letters=Letter.objects.filter(proposal=proposal).select_related("presenter", "mail") if manages else (),
            reads_identities=can_read_identities(self.request.user),
            has_restricted=RestrictedAbstract.objects.filter(proposal=proposal).exclude(text__isnull=True).exists(),
            may_read_restricted=may_read_restricted(self.reader.ties, proposal),
        )


class PlainForm(forms.Form):
    """Why a reviewer steps back."""

    reason = forms.CharField(
        label=gettext_lazy("What ties you to it"), max_length=300, required=False,
        help_text=gettext_lazy("The committee reads it. No names, please: it is not kept secret from them."),
    )  # fmt: skip


class Conflict(ProposalScreen):
    """A reviewer steps back from a proposal."""

    template = "core/admin/form.html"
    page_title = gettext_lazy("Declare a conflict of interest")
    header_icon = "warning"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        return self.show(form=PlainForm(), facts=[(_("Proposal"), self.proposal.code)], back=self.address())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the reviewer off it."""
        form = PlainForm(request.POST)
        if not form.is_valid():
            return self.show(422, form=form, back=self.address())
        declare_conflict(proposal=self.proposal, user=self.reader.ties.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("You review this proposal no more."))
        return redirect("conference_proposals:index")


class Restricted(ProposalScreen):
    """The restricted abstract, for cleared readers; every read is recorded."""

    template = "conference/admin/proposals/restricted.html"
    page_title = gettext_lazy("Restricted abstract")
    header_icon = "lock"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record it, then show it."""
        if not may_read_restricted(self.reader.ties, self.proposal):
            raise PermissionDenied
        text = read_restricted(proposal=self.proposal, ties=self.reader.ties)
        people = people_in(self.proposal)
        return self.show(
            text=blind(text, people) if self.is_blind else text, proposal=self.proposal, back=self.address()
        )


class People(ProposalScreen):
    """Who the people of a proposal are, for those who may know; every look is recorded."""

    allowed = staticmethod(can_read_identities)
    template = "conference/admin/proposals/people.html"
    page_title = gettext_lazy("Who they are")
    header_icon = "group"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record it, then show them."""
        record(actor=request.user, action="proposal.identities_read", obj=self.proposal)
        people = [
            {"person": person, "profile": person.as_profile(), "role": word(ROLES, person.role),
             "disclosure": person.identity.disclosure}
            for person in self.proposal.standing  # type: ignore[attr-defined]
        ]  # fmt: skip
        return self.show(people=people, proposal=self.proposal, back=self.address())


class ReopenForm(forms.Form):
    """Until when, and why."""

    until = forms.DateTimeField(
        label=gettext_lazy("May be revised until"), widget=forms.DateTimeInput({"type": "datetime-local"}),
        help_text=gettext_lazy("In the venue's time."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def clean_until(self) -> Any:
        """A time to come, within a year."""
        until = self.cleaned_data["until"]
        if not timezone.now() < until < timezone.now() + timedelta(days=366):
            raise forms.ValidationError(_("Choose a time to come, within a year."))
        return until


class Reopen(ProposalScreen):
    """Let a proposer revise after the deadline."""

    allowed = staticmethod(can_manage_proposals)
    template = "core/admin/form.html"
    page_title = gettext_lazy("Let it be revised")
    header_icon = "edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask until when."""
        return self._ask(ReopenForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reopen it."""
        with timezone.override(self.proposal.call.edition.zone):
            form = ReopenForm(request.POST)
            valid = form.is_valid()
        if not valid:
            return self._ask(form, 422)
        values = form.cleaned_data
        reopen_proposal(proposal=self.proposal, until=values["until"], actor=request.user, reason=values["reason"])
        messages.success(request, _("The proposer can revise it."))
        return redirect(self.address())

    def _ask(self, form: ReopenForm, status: int = 200) -> HttpResponse:
        return self.show(status, form=form, facts=[(_("Proposal"), self.proposal.code)], back=self.address())
