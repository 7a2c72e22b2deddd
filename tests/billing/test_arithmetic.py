"""The money of a line: the documented tables, and what holds for every line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.orders.arithmetic import line_amounts, reversed_amounts
from core.money import CENT

money = st.decimals(min_value=0, max_value=100_000, places=2)
rates = st.decimals(min_value=0, max_value=30, places=3)


@pytest.mark.parametrize(
    ("quantity", "unit", "discount", "rate", "expected"),
    [
        (1, "1095.00", "0", "0", ("1095.00", "0.00", "1095.00")),
        (3, "99.99", "30.00", "8.875", ("269.97", "23.96", "293.93")),
        (1, "0.10", "0", "5", ("0.10", "0.01", "0.11")),
        (-1, "0.10", "0", "5", ("-0.10", "-0.01", "-0.11")),
    ],
)
def test_the_documented_table(quantity, unit, discount, rate, expected):
    amounts = line_amounts(
        quantity=quantity, unit_net=Decimal(unit), discount=Decimal(discount), tax_rate=Decimal(rate)
    )

    assert (amounts.net, amounts.tax, amounts.gross) == tuple(map(Decimal, expected))


@given(quantity=st.integers(1, 500), unit=money, discount=money, rate=rates)
def test_tax_is_within_half_a_cent_and_sums_are_exact(quantity, unit, discount, rate):
    amounts = line_amounts(quantity=quantity, unit_net=unit, discount=discount, tax_rate=rate)

    assert amounts.net == quantity * unit - discount
    assert amounts.gross == amounts.net + amounts.tax
    assert abs(amounts.tax - amounts.net * rate / 100) <= CENT / 2


@given(st.data(), st.integers(1, 40), money, money, rates)
def test_parts_taken_back_sum_to_the_line_whatever_the_parts(data, quantity, unit, discount, rate):
    line = line_amounts(quantity=quantity, unit_net=unit, discount=discount, tax_rate=rate)
    already, gross, tax = 0, Decimal(0), Decimal(0)

    while already < quantity:
        take = data.draw(st.integers(1, quantity - already))
        part = reversed_amounts(
            unit_net=unit, discount=line.discount, tax=line.tax, quantity=quantity, already=already, take=take
        )
        already, gross, tax = already + take, gross + part.gross, tax + part.tax
        assert part.gross == part.net + part.tax

    assert (gross, tax) == (-line.gross, -line.tax)
