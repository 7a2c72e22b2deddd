"""Stripe's form encoding."""

import pytest

from billing.sandbox.errors import ApiError
from billing.sandbox.forms import parse


@pytest.mark.parametrize(
    ("encoded", "data"),
    [
        ("a=1&b=", {"a": "1", "b": ""}),
        ("a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        ("a[1][x]=2&a[0][x]=1", {"a": [{"x": "1"}, {"x": "2"}]}),
        ("expand[]=x&expand[]=y", {"expand": ["x", "y"]}),
        ("a%5Bb%5D=%C3%A9+%26", {"a": {"b": "é &"}}),
        ("", {}),
    ],
)
def test_parse_nests(encoded: str, data: dict[str, object]) -> None:
    assert parse(encoded) == data


@pytest.mark.parametrize("encoded", ["a=1&a[b]=2", "a[b]=1&a=2"])
def test_parse_refuses_a_clash(encoded: str) -> None:
    with pytest.raises(ApiError):
        parse(encoded)
