"""What decisions do to the programme: proposals by track, scheme, agency, country and level, before and after."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from conference.proposals.states import ACCEPTING


@dataclass(frozen=True)
class Fact:
    """What counts of one proposal. `hidden` are digests of the agencies of people who do not publish theirs."""

    key: int
    decision: str = ""
    told: str = ""
    track: str = ""
    level: str = ""
    schemes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """Proposals with something in common: submitted, accepted and told, accepted so far, and after what is chosen."""

    label: str
    proposed: int
    told: int
    decided: int
    chosen: int

    @property
    def difference(self) -> int:
        """What choosing this adds to what is decided."""
        return self.chosen - self.decided


@dataclass(frozen=True)
class Section:
    """One way to count."""

    title: str
    lines: Sequence[Line] = field(default_factory=tuple)


Reader = Callable[[Fact], Iterable[str]]


def count(title: str, facts: Sequence[Fact], chosen: Mapping[int, str], read: Reader) -> Section:
    """Return a section with a line for each value, most proposed first; `chosen` are decisions not stored yet."""
    proposed, told, decided, after = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for fact in facts:
        values = set(read(fact))
        proposed.update(values)
        told.update(values if fact.told in ACCEPTING else ())
        decided.update(values if fact.decision in ACCEPTING else ())
        after.update(values if chosen.get(fact.key, fact.decision) in ACCEPTING else ())
    ordered = sorted(proposed, key=lambda label: (-proposed[label], label))
    return Section(
        title, [Line(label, proposed[label], told[label], decided[label], after[label]) for label in ordered]
    )


def hidden_agencies(facts: Sequence[Fact], chosen: Mapping[int, str], label: str) -> Line:
    """Return how many different agencies stand behind people who publish none: one number, no names."""

    def different(keep: Callable[[Fact], bool]) -> int:
        return len({agency for fact in facts if keep(fact) for agency in fact.hidden})

    return Line(
        label,
        different(lambda fact: True),
        different(lambda fact: fact.told in ACCEPTING),
        different(lambda fact: fact.decision in ACCEPTING),
        different(lambda fact: chosen.get(fact.key, fact.decision) in ACCEPTING),
    )
