"""Read what the effect of decisions is counted from, in three queries whatever the number of proposals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from conference.agenda.words import LEVELS, word
from conference.proposals.decisions.effect import Fact, Section, count, hidden_agencies
from conference.proposals.models import Presenter, Proposal
from conference.proposals.models.proposals import ProposalQuerySet
from conference.proposals.states import Part

MOST_LINES = 12


def effect_of(proposals: ProposalQuerySet, chosen: Mapping[int, str]) -> list[Section]:
    """Return the effect of what is decided, and of decisions chosen by proposal and not stored yet."""
    facts = _facts(proposals)
    agencies = count(_("Agency"), facts, chosen, lambda fact: fact.agencies)
    hidden = hidden_agencies(facts, chosen, _("not published, counted together"))
    return [
        count(_("All"), facts, chosen, lambda fact: [_("proposals")]),
        count(_("Track"), facts, chosen, lambda fact: [fact.track]),
        count(_("Level"), facts, chosen, lambda fact: [fact.level]),
        count(_("Credit sought"), facts, chosen, lambda fact: fact.schemes),
        count(_("Country"), facts, chosen, lambda fact: fact.countries),
        Section(agencies.title, [*agencies.lines[:MOST_LINES], *([hidden] if hidden.proposed else [])]),
    ]


def _facts(proposals: ProposalQuerySet) -> Sequence[Fact]:
    rows = list(proposals.order_by().values_list("pk", "decision", "announced_decision", "track__name", "level"))
    keys = proposals.order_by().values("pk")
    schemes: dict[int, set[str]] = defaultdict(set)
    pairs = Proposal.schemes.through.objects.filter(proposal__in=keys)
    for proposal, scheme in pairs.values_list("proposal_id", "creditscheme__name"):
        schemes[proposal].add(scheme)
    people = _people(keys)
    return [
        Fact(
            key=pk,
            decision=decision,
            told=told,
            track=track or _("no track"),
            level=word(LEVELS, level or "all"),
            schemes=frozenset(schemes[pk]),
            countries=frozenset(people["countries"][pk]),
            agencies=frozenset(people["agencies"][pk]),
            hidden=frozenset(people["hidden"][pk]),
        )
        for pk, decision, told, track, level in rows
    ]


def _people(keys: Any) -> dict[str, dict[int, set[str]]]:
    """Return countries, published agencies and digests of the others of everybody who takes part, by proposal."""
    found: dict[str, dict[int, set[str]]] = {name: defaultdict(set) for name in ("countries", "agencies", "hidden")}
    names = dict(countries)
    rows = Presenter.objects.filter(proposal__in=keys, state=Part.ACCEPTED)
    for proposal, country, organization, digest in rows.values_list(
        "proposal_id", "country", "organization", "agency_digest"
    ):
        if country:
            found["countries"][proposal].add(str(names.get(country, country)))
        if organization:
            found["agencies"][proposal].add(organization)
        elif digest:
            found["hidden"][proposal].add(digest)
    return found
