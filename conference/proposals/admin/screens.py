"""What the screens share: one proposal, seen as far as its reader may."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.permissions import can_manage_proposals, can_see_proposals
from conference.proposals.blinding import Person, blind
from conference.proposals.models import Presenter, Proposal
from conference.proposals.models.proposals import ProposalQuerySet
from conference.proposals.ties import Ties, ties_of
from core.admin.screens import Guarded


@dataclass(frozen=True)
class Reader:
    """Who reads, and as what."""

    ties: Ties
    manages: bool

    def proposals(self) -> ProposalQuerySet:
        """Return what this person may open: the committee all but their own, reviewers what they are to review."""
        if self.manages:
            return Proposal.objects.apart_from(self.ties)
        return Proposal.objects.for_reviewer(self.ties)

    def is_blind_to(self, proposal: Proposal) -> bool:
        """Return whether names and agencies are kept from this reader."""
        return proposal.call.is_blind and not self.manages


def reader_of(user: Any) -> Reader:
    """Return a signed-in member of staff as a reader."""
    return Reader(ties_of(user), can_manage_proposals(user))


def with_people(proposals: ProposalQuerySet, *, identities: bool) -> ProposalQuerySet:
    """Fetch who takes part along, in one query; identities only where texts are to be blinded by them."""
    people = Presenter.objects.standing()
    if identities:
        people = people.select_related("identity")
    return proposals.prefetch_related(Prefetch("presenters", people, to_attr="standing"))


def people_in(proposal: Proposal) -> list[Person]:
    """Return what gives the people of a proposal away, for taking it out of a text; shown to nobody."""
    standing: list[Presenter] = proposal.standing  # type: ignore[attr-defined]
    profiles = [presenter.as_profile() for presenter in standing]
    return [Person(profile.name, profile.organization) for profile in profiles]


def shown_text(proposal: Proposal, text: str, *, blinded: bool) -> str:
    """Return a text as a reader sees it."""
    return blind(text, people_in(proposal)) if blinded else text


class ReaderView(Guarded):
    """Mixed into views: knows who reads."""

    allowed = staticmethod(can_see_proposals)
    request: HttpRequest

    @cached_property
    def reader(self) -> Reader:
        """The reader, with what ties them to proposals."""
        return reader_of(self.request.user)


class Screen(ReaderView, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen of ours."""

    template = ""
    _show_breadcrumbs = True

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render it."""
        return render(self.request, self.template, self.get_context_data(**context), status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, proposals, this screen."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("conference_proposals:index"), "label": _("Proposals")},
            {"url": "", "label": str(self.get_page_title())},
        ]


class ProposalScreen(Screen):
    """A screen of one proposal that the reader may open; for all others there is none."""

    @cached_property
    def proposal(self) -> Proposal:
        """The proposal; raises Http404."""
        rows = self.reader.proposals().select_related(
            "call__edition", "track", "restriction", "decided_format", "session"
        )
        return get_object_or_404(with_people(rows, identities=True), pk=self.kwargs["pk"])

    @property
    def is_blind(self) -> bool:
        """Whether names are kept from the reader."""
        return self.reader.is_blind_to(self.proposal)

    def address(self) -> str:
        """The proposal's own page."""
        return reverse("conference_proposals:detail", args=[self.kwargs["pk"]])
