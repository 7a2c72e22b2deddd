"""What was typed, kept as it is: valid or not, nothing is lost before it is submitted."""

import json
from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

MOST_CHARACTERS = 200_000


class TooMuch(Exception):
    """More was sent than a proposal can be long."""


def keep(data: "QueryDict | MultiValueDict[str, str] | Mapping[str, str | Sequence[str]]", names: Iterable[str]) -> str:
    """Return the values of the named fields as they are stored; raises TooMuch."""
    kept = {}
    for name in names:
        if name in data:
            value = data.getlist(name) if isinstance(data, MultiValueDict) else data[name]
            kept[name] = [value] if isinstance(value, str) else list(value)
    text = json.dumps(kept)
    if len(text) > MOST_CHARACTERS:
        raise TooMuch
    return text


def as_posted(text: str) -> QueryDict:
    """Return what was kept as if it were posted again."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(text or "{}").items():
        data.setlist(name, values)
    return data


def differing(mine: str, other: str) -> list[str]:
    """Return the names of the fields in which two kept copies differ."""
    first, second = as_posted(mine), as_posted(other)
    return sorted(name for name in {*first, *second} if _lines(first.getlist(name)) != _lines(second.getlist(name)))


def _lines(values: list[str]) -> list[str]:
    """Browsers send other line ends than they were given."""
    return [line for value in values for line in value.splitlines()]
