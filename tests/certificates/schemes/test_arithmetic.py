"""The golden cases of the domain, and what holds for any rules."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.schemes.arithmetic import (
    Rounding,
    Rules,
    as_decimal,
    counted_minutes,
    credit,
    needed_minutes,
    speaking_credit,
)
from certificates.schemes.shipped import SHIPPED, rules_of

FIFTHS = Rules(unit_minutes=50, step_minutes=10, partial_credit=True)
HALVES = Rules(unit_minutes=50, step_minutes=25, partial_credit=True)
GRACE = Rules(unit_minutes=60, step_minutes=60, grace_minutes=15)
MCLE, SHRM, POST = (rules_of(SHIPPED[code]) for code in ("MCLE", "SHRM", "POST"))

GOLDEN = [
    (MCLE, 37, 60, "0.5"), (MCLE, 53, 60, "1"), (MCLE, 45, 60, "0.75"),
    (SHRM, 75, 75, "1.25"), (SHRM, 74, 75, "1"),
    (FIFTHS, 50, 60, "1"), (FIFTHS, 59, 60, "1"), (FIFTHS, 60, 60, "1.2"),
    (HALVES, 74, 75, "1"), (HALVES, 75, 75, "1.5"),
    (GRACE, 59, 60, "1"), (GRACE, 45, 60, "1"), (GRACE, 44, 60, "0"),
]  # fmt: skip


def earned(rules, present, creditable):
    counted = counted_minutes(rules, present=Fraction(present), creditable=Fraction(creditable))
    return credit(rules, counted)


@pytest.mark.parametrize(("rules", "present", "creditable", "amount"), GOLDEN)
def test_the_golden_cases(rules, present, creditable, amount):
    assert earned(rules, present, creditable) == Fraction(amount)


def test_post_needs_ninety_percent_exactly():
    assert needed_minutes(POST, Fraction(75)) == Fraction("67.5")
    assert counted_minutes(POST, present=Fraction(68), creditable=Fraction(75)) == 75
    assert counted_minutes(POST, present=Fraction(67), creditable=Fraction(75)) == 0
    assert counted_minutes(POST, present=Fraction("67.499999"), creditable=Fraction(75)) == 0


def test_a_speaker_gets_four_times_the_speaking_time():
    assert speaking_credit(MCLE, Fraction(15)) == 1
    assert speaking_credit(SHRM, Fraction(15)) == 0


def test_minutes_beyond_what_is_creditable_count_nothing():
    assert earned(MCLE, 480, 360) == 6


def test_what_is_not_rounded_is_shown_no_higher_than_it_is():
    rules = Rules(rounding=Rounding.NONE, partial_credit=True)

    assert earned(rules, 40, 60) == Fraction(2, 3)
    assert str(as_decimal(Fraction(2, 3))) == "0.6666"


ANY_RULES = st.builds(
    Rules,
    unit_minutes=st.integers(1, 120),
    step_minutes=st.integers(1, 120),
    rounding=st.sampled_from(Rounding.values),
    partial_credit=st.booleans(),
    grace_minutes=st.integers(0, 60),
    minimum_percent=st.integers(0, 100).map(Fraction),
)
MINUTES = st.fractions(0, 600, max_denominator=60)


@given(ANY_RULES, MINUTES, MINUTES, MINUTES)
def test_more_presence_never_earns_less(rules, creditable, present, more):
    less, longer = sorted((present, present + more))

    assert counted_minutes(rules, present=less, creditable=creditable) <= counted_minutes(
        rules, present=longer, creditable=creditable
    )
    assert earned(rules, less, creditable) <= earned(rules, longer, creditable)


@given(ANY_RULES, MINUTES, MINUTES)
def test_nobody_earns_more_than_the_session(rules, creditable, present):
    counted = counted_minutes(rules, present=present, creditable=creditable)
    half_a_step = Fraction(rules.step_minutes, 2) if rules.rounding == Rounding.NEAREST else 0

    assert 0 <= counted <= creditable
    assert credit(rules, counted) <= (creditable + half_a_step) / rules.unit_minutes


@given(ANY_RULES, MINUTES)
def test_nothing_comes_of_nothing(rules, creditable):
    assert earned(rules, 0, creditable) == 0
