"""Cancellation terms: the words organizers write, and the arithmetic."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.edition.refunds import Kind, RefundRule, UnknownTerm, parse_rule, refund_due

SAMPLE = [
    parse_rule("full less 75", date(2027, 6, 25)),
    parse_rule("50 percent", date(2027, 7, 23)),
    parse_rule("none; substitution allowed"),
]
money = st.decimals(min_value=0, max_value=10_000, places=2)
rules = st.builds(
    RefundRule,
    until=st.none() | st.dates(),
    kind=st.sampled_from(Kind),
    percent=st.integers(0, 100),
    fee=money,
)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("full less 75", RefundRule(None, Kind.FULL_LESS_FEE, fee=Decimal("75.00"))),
        ("Full less 75.50", RefundRule(None, Kind.FULL_LESS_FEE, fee=Decimal("75.50"))),
        ("full", RefundRule(None, Kind.FULL_LESS_FEE)),
        ("50 percent", RefundRule(None, Kind.PERCENT, percent=50)),
        ("50%", RefundRule(None, Kind.PERCENT, percent=50)),
        ("none; substitution allowed", RefundRule(None, Kind.NONE, text="substitution allowed")),
    ],
)
def test_parse_rule_reads_the_organizers_words(words, rule):
    assert parse_rule(words) == rule


@pytest.mark.parametrize("words", ["", "half", "101 percent", "full less", "full less -5", "none of it", "٥٠ percents"])
def test_parse_rule_refuses_what_it_does_not_know(words):
    with pytest.raises(UnknownTerm):
        parse_rule(words)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2027, 6, 25), "620.00"),
        (date(2027, 6, 26), "347.50"),
        (date(2027, 7, 23), "347.50"),
        (date(2027, 7, 24), "0.00"),
    ],
)
def test_refund_due_follows_the_sample_terms(day, due):
    assert refund_due(SAMPLE, Decimal("695.00"), day) == Decimal(due)


def test_refund_due_does_not_depend_on_the_order_of_the_terms():
    assert refund_due(SAMPLE[::-1], Decimal("695.00"), date(2027, 6, 1)) == Decimal("620.00")


@given(st.lists(rules, max_size=5), money, st.dates())
def test_refund_due_lies_between_nothing_and_what_was_paid(terms, paid, day):
    due = refund_due(terms, paid, day)

    assert Decimal(0) <= due <= paid
    assert due == due.quantize(Decimal("0.01"))


@given(money, st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31)), st.integers(0, 400))
def test_refund_due_never_grows_with_time_under_the_sample_terms_once_the_fee_is_the_smaller_loss(paid, day, later):
    paid += 150

    assert refund_due(SAMPLE, paid, day) >= refund_due(SAMPLE, paid, day + timedelta(days=later))


@given(rules)
def test_words_read_back_as_the_same_rule(rule):
    again = parse_rule(rule.words(), rule.until)

    assert again.amount(Decimal("800.00")) == rule.amount(Decimal("800.00"))
