"""The list of proposals with averages, spread and missing reviews; its exports."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Avg, Count, DecimalField, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from conference.agenda.words import LEVELS, word
from conference.edition.models import Track
from conference.permissions import can_manage_proposals
from conference.proposals.admin.screens import ReaderView, shown_text, with_people
from conference.proposals.models import Call, CallFormat, Proposal, Review
from conference.proposals.models.proposals import ProposalQuerySet
from conference.proposals.states import Decision, State
from core.admin.columns import LinkColumn, TextColumn
from core.admin.screens import Export, Listing, plain_time

TEXTS = ("working", "abstract", "review_abstract", "references", "audience", "case_material", "objectives", "outline",
         "av_needs", "content_warnings")  # fmt: skip


def with_scores(proposals: ProposalQuerySet, user: Any) -> ProposalQuerySet:
    """Add how many reviews count, their average and spread, and the reader's own score."""
    counted = Review.objects.counted().filter(proposal=OuterRef("pk")).order_by().values("proposal")
    own = Review.objects.filter(proposal=OuterRef("pk"), reviewer=user, recused_at=None)
    score = DecimalField(max_digits=4, decimal_places=2)
    return proposals.annotate(
        review_count=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        average=Subquery(counted.annotate(n=Avg("total")).values("n"), output_field=score),
        spread=Subquery(counted.annotate(n=Max("total") - Min("total")).values("n"), output_field=score),
        own_total=Subquery(own.values("total")[:1], output_field=score),
    )


class Waiting(django_filters.ChoiceFilter):
    """What is still missing."""

    CHOICES = (("mine", _("my review")), ("any", _("some reviews")), ("none", _("no review")))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Missing"), choices=self.CHOICES, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        """Keep what is missing it."""
        if value == "mine":
            return qs.filter(own_total=None)
        if value == "any":
            return qs.filter(review_count__lt=F("call__reviews_wanted"))
        return qs.filter(review_count__gt=0) if value == "none" else qs


class ProposalFilters(WagtailFilterSet):
    """By call, state, decision, track, format, level, and what is missing."""

    call = django_filters.ModelChoiceFilter(label=_("Call"), queryset=Call.objects.select_related("edition"))
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    decision = django_filters.MultipleChoiceFilter(
        label=_("Decision"), choices=Decision.choices, widget=forms.CheckboxSelectMultiple
    )
    track = django_filters.ModelChoiceFilter(label=_("Track"), queryset=Track.objects.all())
    formats = django_filters.ModelChoiceFilter(label=_("Format"), queryset=CallFormat.objects.all())
    level = django_filters.ChoiceFilter(label=_("Level"), choices=list(LEVELS.items()))
    missing = Waiting()

    class Meta:
        model = Proposal
        fields = ["call", "state", "decision", "track", "formats", "level", "missing"]


class ReviewerFilters(ProposalFilters):
    """What a reviewer may choose by: what the committee decides is not theirs yet."""

    decision = None

    class Meta:
        model = Proposal
        fields = ["call", "track", "formats", "level", "missing"]


def _number(value: Decimal | None) -> str:
    return f"{value:.2f}" if value is not None else "—"


def _state(proposal: Proposal) -> str:
    decided = proposal.get_decision_display()
    return f"{proposal.get_state_display()}, {decided}" if decided else proposal.get_state_display()


class ProposalList(ReaderView, Listing):
    """Proposals by number; the committee sees all of them, a reviewer what they are to review."""

    model = Proposal
    page_title = _("Proposals")
    header_icon = "doc-full-inverse"
    verbose_name_plural = _("proposals")
    default_ordering = ("-call", "number")
    index_url_name = "conference_proposals:index"
    index_results_url_name = "conference_proposals:index_results"

    @property
    def filterset_class(self) -> type[WagtailFilterSet]:
        """The filters that this reader may use."""
        return ProposalFilters if self.reader.manages else ReviewerFilters

    @cached_property
    def columns(self) -> list[Column]:
        """What this reader may know: others' scores only once their own is given."""
        shared = [
            LinkColumn("title", label=_("Proposal"), accessor=self._title, url_name="conference_proposals:detail",
                        sort_key="number"),
            TextColumn("track", label=_("Track"), accessor=lambda item: item.track.name if item.track else "—",
                   sort_key="track__name"),
            TextColumn("level", label=_("Level"), accessor=lambda item: word(LEVELS, item.level or "all")),
            TextColumn("own_total", label=_("My score"), accessor=lambda item: _number(item.own_total),
                   sort_key="own_total"),
            TextColumn("review_count", label=_("Reviews"), sort_key="review_count",
                   accessor=lambda item: f"{item.review_count} / {item.call.reviews_wanted}"),
        ]  # fmt: skip
        if not self.reader.manages:
            return [*shared, TextColumn("average", label=_("Average"), accessor=self._average)]
        return [
            *shared,
            TextColumn("average", label=_("Average"), accessor=lambda item: _number(item.average), sort_key="average"),
            TextColumn("spread", label=_("Spread"), accessor=lambda item: _number(item.spread), sort_key="spread"),
            TextColumn("state", label=_("State"), accessor=_state, sort_key="state"),
            TextColumn("people", label=_("People"), accessor=lambda item: ", ".join(p.label for p in item.standing)),
        ]

    def _title(self, proposal: Proposal) -> str:
        title = proposal.title or "—"
        return f"{proposal.code} {shown_text(proposal, title, blinded=self.reader.is_blind_to(proposal))}"

    def _average(self, proposal: Any) -> str:
        return "—" if proposal.own_total is None else _number(proposal.average)

    def get_base_queryset(self) -> QuerySet[Proposal]:
        """The rows with what their columns show; long texts stay where they are."""
        rows = with_scores(self.reader.proposals(), self.request.user).defer(*TEXTS)
        rows = rows.defer("call__text", "call__field_rules", "call__levels").select_related("call", "track")
        return with_people(rows, identities=not self.reader.manages)

    def search_queryset(self, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """Look into numbers and titles; the committee also into published names."""
        text = self.search_query.strip()
        if not text:
            return queryset
        number = text.upper().removeprefix("P-").lstrip("0")
        found = Q(title__icontains=text)
        if number.isascii() and number.isdigit() and len(number) < 9:
            found |= Q(number=int(number))
        if self.reader.manages:
            found |= Q(presenters__name__icontains=text)
            return queryset.filter(found).distinct()
        return queryset.filter(pk__in=self._found_blind(queryset.filter(found), text, number))

    def _found_blind(self, queryset: QuerySet[Proposal], text: str, number: str) -> list[int]:
        """Keep what is found in the title as the reader sees it: a search must not tell who is blacked out."""
        return [
            item.pk
            for item in queryset
            if str(item.number) == number
            or text.casefold() in shown_text(item, item.title, blinded=self.reader.is_blind_to(item)).casefold()
        ]

    def _button(self, label: Any, name: str, icon: str) -> HeaderButton:
        """Return a button that keeps what the list shows."""
        address = reverse(f"conference_proposals:{name}")
        return HeaderButton(label, url=f"{address}?{self.request.GET.urlencode()}", icon_name=icon)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The grid for those who rate many."""
        return [self._button(_("Rate many"), "grid", "table")]

    @cached_property
    def header_more_buttons(self) -> list[HeaderButton]:
        """What the committee does with the list as a whole."""
        if not self.reader.manages:
            return []
        return [
            self._button(_("Enter a proposal"), "enter", "plus"),
            self._button(_("Import"), "import", "upload"),
            self._button(_("Export"), "export", "download"),
            self._button(_("Export the reviews"), "export_reviews", "download"),
        ]


class ProposalExport(Export, ProposalList):
    """The list as a spreadsheet: published names only, no restricted abstract."""

    allowed = staticmethod(can_manage_proposals)
    what = "proposals"
    header = (
        "edition", "code", "state", "decision", "decided format", "title", "formats", "track", "level", "abstract",
        "abstract for reviewers", "objectives", "outline", "references", "credit sought", "audience", "restriction",
        "content warnings", "case material", "technical needs", "handouts", "people", "countries", "late", "reviews",
        "average", "spread", "submitted (UTC)", "withdrawn (UTC)",
    )  # fmt: skip

    def get_base_queryset(self) -> QuerySet[Proposal]:
        """Here the texts are wanted."""
        rows = with_scores(self.reader.proposals(), self.request.user).defer("working")
        rows = rows.select_related("call__edition", "track", "restriction", "decided_format")
        return with_people(rows.prefetch_related("formats", "schemes"), identities=False)

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one proposal."""
        return [
            entry.call.edition.year, entry.code, entry.state, entry.decision,
            entry.decided_format.code if entry.decided_format else "", entry.title,
            ", ".join(item.code for item in entry.formats.all()), entry.track.code if entry.track else "", entry.level,
            entry.abstract, entry.review_abstract, "\n".join(entry.objectives),
            "\n".join(f"{part['minutes']} {part['topic']}" for part in entry.outline), entry.references,
            ", ".join(item.code for item in entry.schemes.all()), entry.audience,
            entry.restriction.code if entry.restriction else "", "\n".join(entry.content_warnings),
            entry.case_material, "\n".join(entry.av_needs), entry.handout_policy,
            ", ".join(person.label for person in entry.standing),
            ", ".join(sorted({str(person.country) for person in entry.standing if person.country})),
            "yes" if entry.is_late else "", entry.review_count, entry.average, entry.spread,
            plain_time(entry.submitted_at), plain_time(entry.withdrawn_at),
        ]  # fmt: skip


class ReviewExport(Export, ProposalList):
    """Every review as a spreadsheet, of the proposals that the list shows."""

    allowed = staticmethod(can_manage_proposals)
    what = "reviews"
    header = ("edition", "proposal", "title", "reviewer", "score", "scores", "recommendation", "comment", "recused",
              "changed (UTC)")  # fmt: skip

    def _entries(self) -> Any:
        keys = self.get_queryset().order_by().values("pk")
        rows = Review.objects.filter(proposal__in=keys).select_related("proposal__call__edition", "reviewer")
        return rows.prefetch_related("scores__criterion").order_by("proposal__call", "proposal__number", "pk")

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one review."""
        proposal = entry.proposal
        scores = sorted(entry.scores.all(), key=lambda score: (score.criterion.position, score.criterion_id))
        return [
            proposal.call.edition.year, proposal.code, proposal.title, entry.reviewer.name, entry.total,
            "; ".join(f"{score.criterion.name}: {score.value}" for score in scores), entry.recommendation,
            entry.comment, "yes" if entry.recused_at else "", plain_time(entry.changed_at),
        ]  # fmt: skip
