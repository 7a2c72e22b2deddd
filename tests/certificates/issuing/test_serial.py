"""Serials survive being typed from paper, and every usual mistake is noticed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certificates.issuing.serial import ALPHABET, LENGTH, grouped, new_serial, read_serial, with_check

SERIALS = st.text(ALPHABET, min_size=16, max_size=16).map(with_check)


@given(SERIALS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(serial, at, other):
    assume(serial[at] != other)

    assert read_serial(serial[:at] + other + serial[at + 1 :]) is None


@given(SERIALS, st.integers(0, LENGTH - 2))
def test_every_swap_of_neighbours_is_noticed(serial, at):
    assume(serial[at] != serial[at + 1])

    assert read_serial(serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]) is None


@given(SERIALS)
def test_small_letters_spaces_and_lookalikes_are_forgiven(serial):
    typed = f" {grouped(serial).lower().replace('0', 'o').replace('1', 'l')} "

    assert read_serial(typed) == serial


@pytest.mark.parametrize("text", ["", "X", "0" * 17, "0" * 19, "U" * 18, "\u0000" * 18, "é" * 18, "0" * 5000])
def test_what_is_no_serial_is_none(text):
    assert read_serial(text) is None


def test_serials_are_random_and_read_back():
    made = {new_serial() for _turn in range(200)}

    assert len(made) == 200
    assert all(read_serial(serial) == serial for serial in made)
