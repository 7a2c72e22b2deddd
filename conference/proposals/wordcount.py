"""Words in any script, so that a limit asks the same of everybody.

Scripts with spaces: what stands between spaces and punctuation; apostrophes, hyphens and points inside hold a word
together. Chinese and Japanese have no spaces and words of two characters on average; Thai, Lao, Khmer and Burmese none
and words of about four letters: a run of either counts so many characters a word, rounded up. Marks on letters never
count, so a text counts the same composed or decomposed.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

CHARACTERS_A_WORD = {"han": 2, "thai": 4}
_HAN = ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF))  # fmt: skip
_THAI = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x19E0, 0x19FF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))
_JOINERS = frozenset("'’ʼ-‐‑.,_/&@·")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return sum(_words_of(kind, length) for kind, length in _runs(text))


def _words_of(kind: str, length: int) -> int:
    return -(-length // CHARACTERS_A_WORD[kind]) if kind in CHARACTERS_A_WORD else 1


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """Yield each run of one kind with the number of its letters; whatever is no letter ends a run."""
    for kind, run in groupby(_kinds(text)):
        if kind:
            yield kind, sum(1 for _ in run)


def _kinds(text: str) -> Iterator[str]:
    """Yield each letter's kind, nothing for marks and inner joiners, an empty kind for whatever ends a word."""
    before = ""
    waiting = False
    for character in text:
        if character in _INVISIBLE or unicodedata.category(character).startswith("M"):
            continue
        kind = _kind(character)
        if not kind and character in _JOINERS and before == "plain" and not waiting:
            waiting = True
            continue
        if waiting and kind != "plain":
            yield ""
        waiting = False
        yield kind
        before = kind


def _kind(character: str) -> str:
    code = ord(character)
    if code < 0x0E00:
        return "plain" if character.isalnum() else ""
    if not character.isalnum():
        return ""
    if any(first <= code <= last for first, last in _HAN):
        return "han"
    return "thai" if any(first <= code <= last for first, last in _THAI) else "plain"
