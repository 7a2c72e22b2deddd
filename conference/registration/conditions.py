"""Pure rules about a choice of add-ons: which of them overlap."""

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations
from typing import Protocol, TypeVar


class Timed(Protocol):
    """Whatever begins and ends."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


def overlapping_pairs(sessions: Iterable[T]) -> list[tuple[T, T]]:
    """Return each pair that shares a moment, earlier first; one ending as the other begins does not overlap."""
    ordered = sorted(sessions, key=lambda session: (session.starts_at, session.ends_at))
    return [(first, second) for first, second in combinations(ordered, 2) if second.starts_at < first.ends_at]
