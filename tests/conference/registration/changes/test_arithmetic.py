"""What goes back, as pure figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.registration.changes.arithmetic import back_of_part, back_of_place, paid_here, spread

DAY = date(2027, 6, 1)
money = st.decimals(min_value=0, max_value=5000, places=2)
terms = st.builds(
    lambda kind, percent, fee: {
        "cancellation": [{"until": None, "kind": kind, "percent": percent, "fee": str(fee), "text": ""}]
    },
    st.sampled_from(["percent", "full_less_fee", "none"]),
    st.integers(0, 100),
    money,
)


def agreed(kind, percent=0, fee="0"):
    return {"cancellation": [{"until": None, "kind": kind, "percent": percent, "fee": fee, "text": ""}]}


@pytest.mark.parametrize(
    ("snapshot", "place", "part"),
    [
        (agreed("full_less_fee", fee="75"), "620.00", "95.00"),
        (agreed("percent", percent=50), "347.50", "47.50"),
        (agreed("none"), "0.00", "0.00"),
        ({}, "0.00", "0.00"),
    ],
)
def test_the_fee_is_for_a_whole_place_alone(snapshot, place, part):
    assert back_of_place(snapshot, paid=Decimal("695.00"), on=DAY) == Decimal(place)
    assert back_of_part(snapshot, paid=Decimal("95.00"), on=DAY) == Decimal(part)


@given(terms, money)
def test_no_more_goes_back_than_was_paid(snapshot, paid):
    for back in (back_of_place, back_of_part):
        assert 0 <= back(snapshot, paid=paid, on=DAY) <= paid


@given(money, money, money)
def test_what_was_paid_covers_the_rest_of_the_order_first(rest, gross, paid):
    here = paid_here(total=rest + gross, paid=paid, gross=gross)

    assert 0 <= here <= gross
    assert here == gross or here == max(paid - rest, 0)


@given(money, st.lists(money, min_size=1, max_size=4))
def test_spread_loses_nothing(amount, limits):
    assert sum(spread(amount, limits)) == amount
