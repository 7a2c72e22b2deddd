"""Portraits without a picture: initials on one of five quiet grounds."""

import unicodedata
from zlib import crc32

GROUNDS = 5
NOT_A_NAME = frozenset({"dr", "prof", "mr", "mrs", "ms", "sgt", "det", "lt", "capt", "jr", "sr", "phd", "psyd", "esq"})


def initials(name: str) -> str:
    """Return one or two characters for a name in any script; titles and initials' dots do not count."""
    words = [word.strip(".,()\"'“”‘’") for word in name.split(",", maxsplit=1)[0].split()]
    words = [word for word in words if word and word.casefold() not in NOT_A_NAME and word[0].isalnum()]
    if not words:
        return "•"
    first = _first(words[0])
    # Scripts without capitals (Chinese, Arabic, Thai …) are best told apart by their first character alone.
    if len(words) == 1 or not first.isupper():
        return first
    return first + _first(words[-1])


def _first(word: str) -> str:
    """Return the first character with its marks, in upper case where there is one."""
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end].upper()


def ground(seed: str) -> int:
    """Return the ground, 1 to 5, that a seed always gets."""
    return crc32(seed.encode()) % GROUNDS + 1
