"""The code of a badge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.attendance.tokens import ALPHABET, grouped, new_token, read_token

TOKEN = "01ABCDEFGHJKMNPQRSTVWXYZ23"


def test_new_tokens_are_readable_and_different():
    tokens = {new_token() for _ in range(500)}

    assert len(tokens) == 500
    assert all(read_token(token) == token for token in tokens)


@pytest.mark.parametrize(
    "typed",
    [
        TOKEN.lower(),
        "oLabc-defgh jkmnp\tqrstv\u2011wxyz2 3\n",
        "OIABCDEFGHJKMNPQRSTVWXYZ23",
        grouped(TOKEN),
    ],
)
def test_typed_codes_are_read_as_they_were_meant(typed):
    assert read_token(typed) == TOKEN


@pytest.mark.parametrize("typed", ["", "ABC", TOKEN + "A", TOKEN[:-1] + "U", TOKEN[:-1] + "٣", "https://example.org/"])
def test_what_can_be_no_code_is_none(typed):
    assert read_token(typed) is None


@given(st.text())
def test_reading_never_fails(text):
    token = read_token(text)

    assert token is None or (len(token) == 26 and set(token) <= set(ALPHABET))
