"""Read Stripe's form encoding: `line_items[0][price_data][unit_amount]=500` becomes nested data."""

import re
from typing import Any
from urllib.parse import parse_qsl

from billing.sandbox.errors import ApiError

MAX_FIELDS = 2000


def parse(encoded: str) -> dict[str, Any]:
    """Return nested dictionaries and lists of a form body or query string; raises ApiError where names clash."""
    tree: dict[str, Any] = {}
    try:
        fields = parse_qsl(encoded, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise ApiError("The request has too many fields.") from error
    for name, value in fields:
        _place(tree, _path(name), value, name)
    return {key: _listed(value) for key, value in tree.items()}


def _path(name: str) -> list[str]:
    head, *_ = name.split("[", 1)
    return [head, *re.findall(r"\[([^\[\]]*)\]", name)]


def _place(tree: dict[str, Any], path: list[str], value: str, name: str) -> None:
    *parents, last = path
    for key in parents:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            raise ApiError(f"Invalid hash: {name}", param=name)
    if isinstance(tree.get(last), dict):
        raise ApiError(f"Invalid string: {name}", param=name)
    tree[last or str(len(tree))] = value


def _listed(value: Any) -> Any:
    """Turn a dictionary whose keys are all numbers into a list, at every depth."""
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(item) for key, item in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
