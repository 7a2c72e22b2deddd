"""Merge a file with what organizers have edited since the last import.

Of each imported field a keyed digest of the file's value is kept. Whoever changed the field since then is told by
comparing three: the file, the stored value, and the digest.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from core.codes import keyed_digest

Values = dict[str, Any]
Digests = dict[str, str]


@dataclass
class Merged:
    """What a record shall hold, and what came of each field."""

    values: Values
    digests: Digests
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def digest(name: str, column: str, value: Any) -> str:
    """Return the digest of a record's field; `name` says which record, so that equal values do not show."""
    text = json.dumps([name, column, value], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # The name of the key stays: digests of earlier imports are compared with it.
    return keyed_digest("programme", text)


def merge(name: str, wanted: Values, stored: Values | None, base: Digests, *, force: bool = False) -> Merged:
    """Merge one record, field by field.

    A field that nobody edited takes the file's value. An edited one is kept: silently where the file says what it said
    at the last import, as a conflict where the file changed too. `force` takes the file's value always.
    """
    digests = {column: digest(name, column, value) for column, value in wanted.items()}
    if stored is None:
        return Merged(values=dict(wanted), digests=digests)
    merged = Merged(values=dict(stored), digests=digests)
    for column, value in wanted.items():
        if stored[column] == value:
            continue
        untouched = base.get(column) == digest(name, column, stored[column])
        if force or untouched:
            merged.values[column] = value
            merged.changed.append(column)
        elif base.get(column) == digests[column]:
            merged.kept.append(column)
        else:
            merged.conflicts.append(column)
            # The old digest stays, so that the conflict is named again until somebody settles it.
            digests[column] = base.get(column, "")
    return merged
