"""Validation errors as sentences, each under the path of the record's own code."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from core.imports.report import Problem

SAYABLE = re.compile(r"[\w .+-]{1,40}")
SENTENCES = {
    "missing": "is missing; add it.",
    "string_type": "must be text in quotes.",
    "string_sub_type": "must be text in quotes.",
    "int_type": "must be a whole number.",
    "bool_type": "must be true or false.",
    "list_type": "must be a list in square brackets.",
    "model_type": "must be an object in curly brackets.",
    "dict_type": "must be an object in curly brackets.",
    "decimal_type": "must be a number.",
    "decimal_parsing": "must be a number.",
    "finite_number": "must be a number.",
}
LIMITS = {
    "too_long": "is longer than {max_length} characters; shorten it.",
    "string_too_long": "is longer than {max_length} characters; shorten it.",
    "greater_than_equal": "must be {ge} or more.",
    "less_than_equal": "must be {le} or less.",
    "literal_error": "must be one of {expected}.",
}


def key_of(item: Any, index: int) -> str:
    """Return what names an item of a list: its code or id where it has one that can be printed, else its place."""
    if isinstance(item, dict):
        for name in ("code", "id"):
            value = item.get(name)
            if isinstance(value, str) and SAYABLE.fullmatch(value):
                return value
    return str(index)


def path_of(data: Any, location: Sequence[int | str]) -> str:
    """Return a location as people find it: `sessions[W6].speakers[sp03].role`."""
    path = ""
    for step in location:
        if isinstance(step, int) and isinstance(data, list):
            data = data[step] if step < len(data) else None
            path += f"[{key_of(data, step)}]"
        else:
            data = data.get(step) if isinstance(data, dict) else None
            path += f".{step}" if path else str(step)
    return path


def problems_of(error: ValidationError, data: Any, prefix: str) -> Iterator[Problem]:
    """Yield a problem for each fault that pydantic found; none repeats the value, which may be a withheld one."""
    for fault in error.errors(include_url=False, include_input=False):
        kind, context = fault["type"], fault.get("ctx") or {}
        sentence = LIMITS[kind].format(**context) if kind in LIMITS else SENTENCES.get(kind) or fault["msg"]
        inner = path_of(data, fault["loc"])
        yield Problem(f"{prefix}.{inner}" if inner and prefix else prefix or inner, sentence)


def unknown_keys(record: Any, prefix: str) -> Iterator[Problem]:
    """Yield a warning for each key of a record, or of one inside it, that the schema does not have."""
    for name in record.model_extra or {}:
        yield Problem(f"{prefix}.{str(name)[:40]}", "is not known here and was not stored.")
    for name in type(record).model_fields:
        value = getattr(record, name)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if hasattr(item, "model_extra"):
                key = getattr(item, "code", None) or getattr(item, "id", None) or index
                yield from unknown_keys(item, f"{prefix}.{name}" + (f"[{key}]" if isinstance(value, list) else ""))
