"""From intervals to credit: the golden cases through presence, and what holds for any evidence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.credits.derivation import SENTENCES, exact, sentences
from certificates.credits.engine import Activity, Missing, outcome, outcomes
from certificates.intervals import Span, minutes
from certificates.schemes.arithmetic import Rounding, Rules
from certificates.schemes.shipped import SHIPPED, rules_of

NINE = datetime(2027, 8, 9, 16, tzinfo=UTC)
APA, MCLE, POST, SHRM = (rules_of(SHIPPED[code]) for code in ("APA", "MCLE", "POST", "SHRM"))
FIFTHS = Rules(unit_minutes=50, step_minutes=10, partial_credit=True)
GRACE = Rules(step_minutes=60, grace_minutes=15)


def span(start, end):
    return Span(NINE + timedelta(minutes=start), NINE + timedelta(minutes=end))


def session(length=60, *, at=0, key="B1", creditable=None, **more):
    """Return a session of so many minutes, evaluated by somebody who is not there."""
    worth = Fraction(length if creditable is None else creditable)
    values = {"key": key, "title": key, "eligible": (span(at, at + length),), "creditable": worth, "evaluated": True}
    return Activity(**{**values, **more})


def present(*spans, **more):
    return session(present=spans, **more)


GOLDEN = [
    (MCLE, 60, 37, "0.5"), (MCLE, 60, 53, "1"), (MCLE, 60, 45, "0.75"),
    (SHRM, 75, 75, "1.25"), (SHRM, 75, 74, "1"),
    (FIFTHS, 60, 50, "1"), (FIFTHS, 60, 59, "1"), (FIFTHS, 60, 60, "1.2"),
    (GRACE, 60, 59, "1"), (GRACE, 60, 44, "0"),
    (POST, 75, 68, "1"), (POST, 75, 67, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "length", "there", "amount"), GOLDEN)
def test_the_golden_cases_hold_from_presence(rules, length, there, amount):
    assert outcome(rules, present(span(0, there), length=length)).amount == Fraction(amount)


def test_time_before_and_after_a_session_is_none_of_it():
    assert outcome(MCLE, present(span(-30, 20), span(50, 200))).minutes == 30


def test_more_than_a_session_is_worth_is_never_credited():
    """W1 lasts 480 minutes, its breaks are not known, and 360 count."""
    found = outcome(MCLE, present(span(0, 480), length=480, creditable=360))

    assert (found.minutes, found.amount) == (360, 6)


def test_percentages_are_of_what_is_creditable():
    rules = replace(POST, step_minutes=15)

    assert outcome(rules, present(span(0, 324), length=480, creditable=360)).amount == 6
    assert outcome(rules, present(span(0, 323), length=480, creditable=360)).amount == 0


def test_a_speaker_attends_the_rest_and_speaks_fourfold():
    found = outcome(MCLE, present(span(0, 60), speaking=(span(0, 15),)))

    assert (found.amount, found.speaking_amount, found.minutes) == (Fraction("0.75"), 1, 45)


def test_a_speaker_without_a_scan_is_credited_for_speaking():
    found = outcome(MCLE, session(speaking=(span(0, 15),)))

    assert (found.amount, found.speaking_amount, found.missing) == (0, 1, ())


@pytest.mark.parametrize(
    ("rules", "more", "missing"),
    [
        (APA, {"evaluated": False}, (Missing.EVALUATION,)),
        (Rules(partial_credit=True, needs_test=True), {}, (Missing.TEST,)),
        (SHRM, {"registered_at": NINE}, (Missing.REGISTRATION,)),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_credited(rules, more, missing):
    found = outcome(rules, present(span(0, 60), **more))

    assert (found.amount, found.missing) == (0, missing)


def test_overlapping_sessions_are_not_credited_twice():
    first = present(span(0, 60), key="B1")
    second = present(span(30, 90), key="B2", at=30)

    found = outcomes(MCLE, [second, first])

    assert [(item.activity.key, item.minutes) for item in found] == [("B1", 60), ("B2", 30)]
    assert any("B1" in line for line in sentences(found[1].steps))


def test_a_session_that_earns_nothing_takes_nothing_from_another():
    first = present(span(0, 60), key="B1", evaluated=False)
    second = present(span(30, 90), key="B2", at=30)

    assert [item.amount for item in outcomes(MCLE, [first, second])] == [0, 1]


def test_a_derivation_tells_the_whole_way():
    found = outcome(MCLE, present(span(-5, 20), span(25, 70), speaking=(span(0, 15),)))

    assert [item["step"] for item in found.steps] == ["present", "eligible", "spoke", "rounded", "speaking"]
    assert sentences(found.steps)[-2] == (
        "40 minutes in steps of 15, to the nearest, half a step up, in hours of 60 minutes: 0.75."
    )


def test_every_step_prints():
    numbers = dict.fromkeys(("version", "minutes", "creditable", "needed", "size", "unit", "amount", "times"), "1")
    values = {**numbers, "code": "X", "spans": [], "titles": ["B1"], "rounding": "down", "name": "ethics", "day": "1"}

    assert all(sentences([{"step": kind, **values}]) for kind in SENTENCES)


@pytest.mark.parametrize(("number", "text"), [("5.75", "5.75"), ("2/3", "2/3"), ("0", "0"), ("100", "100")])
def test_numbers_are_written_exactly(number, text):
    assert exact(Fraction(number)) == text


RULES = st.builds(
    Rules,
    unit_minutes=st.sampled_from([50, 60]),
    step_minutes=st.integers(1, 60),
    rounding=st.sampled_from(Rounding.values),
    partial_credit=st.booleans(),
    grace_minutes=st.integers(0, 30),
    minimum_percent=st.integers(0, 100).map(Fraction),
    speaker_multiplier=st.integers(0, 4),
    subtract_speaking=st.booleans(),
)
PAIRS = st.lists(st.tuples(st.integers(-20, 80), st.integers(1, 60)), max_size=5)


def drawn(pairs):
    return tuple(span(start, start + length) for start, length in pairs)


@given(RULES, PAIRS, PAIRS, PAIRS)
def test_more_presence_never_earns_less(rules, first, more, speaking):
    less = outcome(rules, session(present=drawn(first), speaking=drawn(speaking)))
    longer = outcome(rules, session(present=drawn([*first, *more]), speaking=drawn(speaking)))

    assert less.amount <= longer.amount


@given(RULES, PAIRS, st.integers(1, 59), PAIRS)
def test_splitting_presence_changes_nothing(rules, pairs, after, speaking):
    split = []
    for start, length in pairs:
        cut = min(after, length)
        split += [(start, cut), *([(start + cut, length - cut)] if cut < length else [])]

    whole = outcome(rules, session(present=drawn(pairs), speaking=drawn(speaking)))
    parts = outcome(rules, session(present=drawn(split), speaking=drawn(speaking)))

    assert whole == replace(parts, activity=whole.activity)


@given(RULES, st.lists(st.tuples(st.integers(0, 200), st.integers(10, 90), PAIRS), min_size=1, max_size=4))
def test_no_minute_counts_twice_and_no_session_is_exceeded(rules, drawn_sessions):
    activities = [
        session(length, at=at, key=f"B{number}", present=drawn(pairs))
        for number, (at, length, pairs) in enumerate(drawn_sessions)
    ]

    found = outcomes(rules, activities)

    assert sum(minutes(item.taken) for item in found) == minutes(span for item in found for span in item.taken)
    assert all(item.minutes <= item.activity.creditable for item in found)
