"""What a batch would do, without doing it: made, superseded, unchanged, and who misses what."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from certificates.designs.models import Design
from certificates.designs.services import design_for
from certificates.issuing.completeness import Lack, lacks
from certificates.issuing.drafts import Draft, Ready
from certificates.issuing.models import Certificate, digest_of
from certificates.issuing.services import Outcome, says_the_same
from certificates.kinds import Kind

State = Certificate.State


@dataclass
class Plan:
    """A dry run: what is ready, what would become of it, by kind too, and which drafts lack something."""

    ready: list[Ready]
    designs: Mapping[str, Design]
    lacks: list[Lack]
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def table(self) -> list[tuple[str, int, int, int]]:
        """Return for each kind how many would be made, made and supersede, and stay."""
        kinds = sorted({kind for kind, _outcome in self.outcomes})
        counts = self.outcomes
        made, superseded, unchanged = Outcome.MADE, Outcome.SUPERSEDED, Outcome.UNCHANGED
        return [
            (str(Kind(kind).label), counts[kind, made], counts[kind, superseded], counts[kind, unchanged])
            for kind in kinds
        ]

    @property
    def changing(self) -> int:
        """How many certificates would be made."""
        return sum(count for (_kind, outcome), count in self.outcomes.items() if outcome != Outcome.UNCHANGED)


def plan(drafts: Iterable[Draft]) -> Plan:
    """Return the dry run of some drafts of one occasion, in a fixed number of queries."""
    asked = list(drafts)
    designs = {kind: design_for(kind) for kind in sorted({draft.kind for draft in asked})}
    ready = [draft.ready() for draft in asked]
    found = Plan(ready, designs, lacks(asked, designs))
    keys = {one.occasion for one in ready}
    rows = Certificate.objects.filter(occasion__in=keys)
    standing = {_key(row): row for row in rows.valid()}
    revoked = {(*_key(row), row.snapshot_digest) for row in rows.filter(state=State.REVOKED)}
    for one in ready:
        found.outcomes[one.kind, _outcome(one, standing.get(one.key), revoked)] += 1
    return found


def _key(row: Certificate) -> tuple[str, str, str, str]:
    return row.occasion, row.kind, row.scheme_code, row.holder_key


def _outcome(one: Ready, before: Certificate | None, revoked: set[tuple[str, str, str, str, str]]) -> Outcome:
    if (before and says_the_same(before, one)) or (*one.key, digest_of(one.text)) in revoked:
        return Outcome.UNCHANGED
    return Outcome.SUPERSEDED if before else Outcome.MADE
