"""What a question has here and GIFT has no word for, in a comment above it: `// [points:2] [tag:law]`.

Moodle reads tags from there as well; every other reader skips the line.
"""

import re
from typing import Any

from training.questions.formats.reading import LONGEST_TAG
from training.questions.kinds import EXACT, FOLDS, MULTIPLE, PARTIAL, SHORT, TRUE_FALSE

MARK = re.compile(r"\[(points|tag|difficulty|scoring|fold|kind):([^\]\[]*)\]")
DIFFICULTIES = ("easy", "medium", "hard")
MOST_POINTS = 1000


def read_marks(comments: list[str]) -> dict[str, Any] | str:
    """Return what the comments above a question say of it, or why they cannot be kept."""
    found: dict[str, Any] = {}
    for name, text in (pair for line in comments for pair in MARK.findall(line)):
        value = text.strip()
        fault = _fault(name, value)
        if fault or (name in found and name != "tag"):
            return fault or f"is marked twice with [{name}:…]."
        if name == "tag":
            found.setdefault("tags", []).append(value.lower())
        else:
            found[name] = _value(name, value)
    return found


def _fault(name: str, value: str) -> str:
    fits = {
        "points": value.isascii() and value.isdigit() and 1 <= int(value[:5]) <= MOST_POINTS,
        "tag": 0 < len(value) <= LONGEST_TAG,
        "difficulty": value in DIFFICULTIES,
        "scoring": value in (EXACT, PARTIAL),
        "fold": set(filter(None, value.split(","))) <= set(FOLDS),
        "kind": value == TRUE_FALSE,
    }
    return "" if fits[name] else f"has the mark [{name}:{value[:40]}], which says nothing that is known here."


def _value(name: str, value: str) -> Any:
    if name == "points":
        return int(value)
    return [fold for fold in FOLDS if fold in value.split(",")] if name == "fold" else value


def written_marks(item: dict[str, Any], *, own_truth: bool) -> str:
    """Return the comment above a question, or nothing; `own_truth` marks other words than True and False."""
    rules = item.get("rules") or {}
    marks = [
        ("points", item["points"] if item["points"] != 1 else ""),
        ("difficulty", item.get("difficulty", "")),
        ("scoring", rules.get("scoring", EXACT) if item["kind"] == MULTIPLE else ""),
        ("kind", TRUE_FALSE if own_truth else ""),
        *(("tag", tag) for tag in item.get("tags") or ()),
    ]
    said = [f"[{name}:{value}]" for name, value in marks if value]
    if item["kind"] == SHORT:
        said.append(f"[fold:{','.join(rules.get('fold', FOLDS))}]")
    return f"// {' '.join(said)}\n" if said else ""
