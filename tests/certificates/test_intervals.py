"""Spans behave as sets of moments: checked against sets of minutes."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.intervals import Span, intersect, minutes, subtract, union

NINE = datetime(2027, 8, 9, 9, tzinfo=UTC)


def at(minute):
    return NINE + timedelta(minutes=minute)


def span(start, end):
    return Span(at(start), at(end))


@st.composite
def spans(draw):
    """Draw up to six spans of whole minutes within two hours."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 119), st.integers(1, 60)), max_size=6))
    return [span(start, start + length) for start, length in pairs]


def covered(found):
    """Return the minutes that spans cover, as a set."""
    return {
        minute
        for one in found
        for minute in range(int((one.start - NINE).total_seconds() // 60), int((one.end - NINE).total_seconds() // 60))
    }


@given(spans(), spans())
def test_they_are_sets(first, second):
    assert covered(union([*first, *second])) == covered(first) | covered(second)
    assert covered(intersect(first, second)) == covered(first) & covered(second)
    assert covered(subtract(first, second)) == covered(first) - covered(second)
    assert minutes(first) == len(covered(first))


@given(spans(), spans())
def test_answers_are_in_order_and_disjoint_with_gaps(first, second):
    for found in (union(first), intersect(first, second), subtract(first, second)):
        assert all(one.end < other.start for one, other in pairwise(found))


@given(spans(), st.integers(1, 59))
def test_splitting_a_span_changes_nothing(found, after):
    split = []
    for one in found:
        middle = one.start + timedelta(minutes=after)
        split += [Span(one.start, middle), Span(middle, one.end)] if middle < one.end else [one]

    assert union(split) == union(found)
    assert minutes(split) == minutes(found)


def test_seconds_are_kept_exactly():
    assert minutes([Span(NINE, NINE + timedelta(seconds=100))]) == Fraction(5, 3)


@pytest.mark.parametrize(
    ("start", "end"), [(at(5), at(5)), (at(6), at(5)), (at(0).replace(tzinfo=None), at(5).replace(tzinfo=None))]
)
def test_what_is_no_span_is_refused(start, end):
    with pytest.raises(ValueError, match="span"):
        Span(start, end)
