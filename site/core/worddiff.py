"""What changed between two texts, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Longer texts are compared line by line: the words of a book take minutes.
MOST_WORDS = 4000
Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Return the pieces in order: without the new ones they are `before`, without those that went `after`."""
    old, new = _parts(before), _parts(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for _tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[start:end] == new[begin:stop]:
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        pieces += [Piece("gone", "".join(old[start:end]))] if end > start else []
        pieces += [Piece("new", "".join(new[begin:stop]))] if stop > begin else []
    return pieces


def _parts(text: str) -> Sequence[str]:
    """Return words, each with the space behind it; together they are the text."""
    return re.findall(r"\s+|\S+\s*", text)
