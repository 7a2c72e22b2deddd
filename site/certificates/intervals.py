"""Spans of time as sets: united, cut, taken from each other, measured. Pure; every credit stands on these functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, order=True)
class Span:
    """From a moment until just before another; both aware of their zone."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("A span's moments know their zone.")
        if self.end <= self.start:
            raise ValueError("A span ends after it starts.")


Spans = tuple[Span, ...]


def union(spans: Iterable[Span]) -> Spans:
    """Return the time that any of the spans covers, as disjoint spans in order; neighbours that touch become one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            if span.end > found[-1].end:
                found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def intersect(first: Iterable[Span], second: Iterable[Span]) -> Spans:
    """Return the time that both cover, as disjoint spans in order."""
    left, right, found = union(first), union(second), []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i].start, right[j].start), min(left[i].end, right[j].end)
        if start < end:
            found.append(Span(start, end))
        if left[i].end < right[j].end:
            i += 1
        else:
            j += 1
    return tuple(found)


def subtract(first: Iterable[Span], second: Iterable[Span]) -> Spans:
    """Return the time that the first cover and the second do not, as disjoint spans in order."""
    taken, found = union(second), []
    for span in union(first):
        start = span.start
        for cut in taken:
            if cut.end <= start or cut.start >= span.end:
                continue
            if cut.start > start:
                found.append(Span(start, cut.start))
            start = max(start, cut.end)
        if start < span.end:
            found.append(Span(start, span.end))
    return tuple(found)


def minutes(spans: Iterable[Span]) -> Fraction:
    """Return how many minutes the spans cover together, exactly; what two of them cover counts once."""
    length = sum((span.end - span.start for span in union(spans)), timedelta())
    return Fraction(length // timedelta(microseconds=1), MINUTE // timedelta(microseconds=1))
