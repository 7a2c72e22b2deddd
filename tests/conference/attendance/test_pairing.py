"""Scans become time, in whatever order they come."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.intervals import Span, minutes
from conference.attendance.pairing import Flag, Mark, Policy, Rules, pair

NINE = datetime(2027, 8, 9, 16, tzinfo=UTC)
HOUR = (Span(NINE, NINE + timedelta(minutes=60)),)


def marks(*pairs):
    return [Mark(NINE + timedelta(minutes=minute), way == "in") for way, minute in pairs]


def proved(*pairs, **rules):
    found = pair(marks(*pairs), eligible=HOUR, rules=Rules(**rules))
    return float(minutes(found.spans)), found.flags


@pytest.mark.parametrize(
    ("scans", "length", "flags"),
    [
        ([("in", -10), ("out", 70)], 60, set()),
        ([("in", 5), ("out", 20), ("in", 30), ("out", 60)], 45, set()),
        ([("in", 5), ("in", 20), ("out", 50)], 45, set()),
        ([("in", 5), ("out", 20), ("out", 50)], 15, {Flag.NO_IN}),
        ([("out", 50)], 0, {Flag.NO_IN}),
        ([("in", 5)], 0, {Flag.NO_OUT}),
        ([("in", 70)], 0, {Flag.NO_OUT}),
        ([("in", 30), ("out", 30)], 0, {Flag.NO_IN, Flag.NO_OUT}),
    ],
)
def test_pairs_prove_time_and_gaps_are_told(scans, length, flags):
    assert proved(*scans) == (length, frozenset(flags))


@pytest.mark.parametrize(
    ("scans", "length", "flag"),
    [
        ([("in", 0)], 30, Flag.NO_OUT),
        ([("in", 40)], 0, Flag.NO_OUT),
        ([("in", 0), ("out", 10), ("in", 15)], 25, Flag.NO_OUT),
        ([("out", 60)], 30, Flag.NO_IN),
        ([("out", 20)], 0, Flag.NO_IN),
        # The second scan out has no beginning of its own: only a first one can have come from the start.
        ([("out", 40), ("out", 50)], 10, Flag.NO_IN),
        ([("in", 0), ("out", 10), ("out", 50)], 10, Flag.NO_IN),
    ],
)
def test_a_missing_scan_costs_what_the_rules_say_and_is_never_worth_the_whole(scans, length, flag):
    costs = {"missing_in": Policy.PENALTY, "missing_out": Policy.PENALTY, "penalty": timedelta(minutes=30)}

    assert proved(*scans, **costs) == (length, frozenset({flag}))
    assert proved(*scans)[1] == frozenset({flag})


def test_where_nobody_is_scanned_out_being_in_lasts_until_the_end():
    assert proved(("in", 10), out_is_scanned=False) == (50, frozenset())


SCANS = st.lists(st.tuples(st.sampled_from(["in", "out"]), st.integers(-30, 90)), max_size=8)


@given(SCANS, st.randoms())
def test_the_order_and_repetition_of_scans_change_nothing(scans, chance):
    mixed = [*scans, *scans[:2]]
    chance.shuffle(mixed)

    assert pair(marks(*mixed), eligible=HOUR) == pair(marks(*scans), eligible=HOUR)


@given(SCANS, st.sampled_from(Policy.values), st.integers(1, 90))
def test_never_more_than_the_session_nor_the_whole_where_a_scan_is_missing(scans, policy, penalty):
    rules = Rules(missing_in=policy, missing_out=policy, penalty=timedelta(minutes=penalty))

    found = pair(marks(*scans), eligible=HOUR, rules=rules)

    assert 0 <= minutes(found.spans) <= 60
    if scans and {way for way, _at in scans} != {"in", "out"}:
        assert found.flags
        assert minutes(found.spans) < 60
