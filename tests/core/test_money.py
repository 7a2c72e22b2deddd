"""Rounding, printing and Stripe's units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import format_money, from_minor_units, minor_units, round_money


@pytest.mark.parametrize(
    ("raw", "rounded"), [("0.005", "0.01"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("1.004", "1.00")]
)
def test_round_money_rounds_halves_away_from_zero(raw, rounded):
    assert round_money(Decimal(raw)) == Decimal(rounded)


@given(st.decimals(min_value="0", max_value="999999", places=2))
def test_minor_units_and_back_is_the_same_amount(amount):
    assert from_minor_units(minor_units(amount, "USD"), "USD") == amount


def test_yen_has_no_minor_unit():
    assert minor_units(Decimal("500.00"), "JPY") == 500


def test_format_money_groups_thousands_and_names_other_currencies():
    assert format_money(Decimal(1095), "USD") == "$1,095.00"
    assert format_money(Decimal(-20), "CAD") == "−CAD 20.00"
