"""Who in the line gets what is free: nobody is overtaken, nothing is given twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.registration.waitlist.line import Wish, allot

wishes = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 4), st.booleans(), st.booleans()), max_size=8).map(
    lambda rows: [Wish(key, *row) for key, row in enumerate(rows)]
)
limits = st.none() | st.integers(0, 6)


@settings(max_examples=50)
@given(line=wishes, free=st.fixed_dictionaries({"a": limits, "b": limits}), house=limits)
def test_no_limit_is_exceeded_and_nobody_overtaken(line, free, house):
    given_ = dict(allot(line, free, house))

    for thing, limit in free.items():
        number = sum(n for wish, n in given_.items() if wish.thing == thing)
        assert limit is None or number <= limit
        own = [wish in given_ for wish in line if wish.thing == thing]
        assert own == sorted(own, reverse=True), "somebody behind was served first"
    assert house is None or sum(n for wish, n in given_.items() if wish.in_edition) <= house
    assert all(n == wish.quantity or (wish.accepts_fewer and 0 < n < wish.quantity) for wish, n in given_.items())


@pytest.mark.parametrize(
    ("line", "free", "house", "served"),
    [
        ([Wish(1, "a", 2), Wish(2, "a", 1)], {"a": 1}, None, []),
        ([Wish(1, "a", 2, accepts_fewer=True), Wish(2, "a", 1)], {"a": 1}, None, [(1, 1)]),
        ([Wish(1, "a", 2), Wish(2, "b", 1)], {"a": 1, "b": 1}, None, [(2, 1)]),
        ([Wish(1, "a", 2), Wish(2, "b", 1)], {"a": 9, "b": 9}, 1, []),
        ([Wish(1, "a", 2), Wish(2, "w", 1, in_edition=False)], {"a": 9, "w": 1}, 0, [(2, 1)]),
        ([Wish(1, "a", 1), Wish(2, "a", 1)], {"a": None}, None, [(1, 1), (2, 1)]),
    ],
)
def test_golden_lines(line, free, house, served):
    assert [(wish.key, number) for wish, number in allot(line, free, house)] == served
