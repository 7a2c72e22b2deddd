"""The words a place is found by, without regard to case and accents. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

LONGEST = 64
# What is kept of a ticket's code: enough to find it, too little to show it at a door.
CODE = 10
# Letters that are no letter with an accent, as people type them who have not got them.
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʼ": "'"}
)
PARTS = re.compile(r"[^\w@]+")


class Kind(IntEnum):
    """What a word is of; the smaller, the higher its places stand among the results."""

    NAME = 1
    EMAIL = 2
    ORDER = 3
    CODE = 4
    AGENCY = 5
    BUYER = 6


@dataclass(frozen=True)
class Known:
    """What is known of a place that it may be found by."""

    names: Iterable[str]
    email: str
    order: str
    code: str
    agency: str
    buyer: Iterable[str]


def fold(text: str) -> str:
    """Return text as it is compared: small letters, no accents, no white space around it."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).translate(LETTERS).strip()


def words_of(known: Known) -> dict[str, Kind]:
    """Return each word with the most telling thing that it is of."""
    found: dict[str, Kind] = {}
    for kind, word in _all(known):
        short = word[:LONGEST]
        if short:
            found[short] = min(found.get(short, kind), kind)
    return found


def _all(known: Known) -> Iterator[tuple[Kind, str]]:
    for name in known.names:
        yield from ((Kind.NAME, word) for word in _parts(name))
    yield Kind.EMAIL, fold(known.email)
    number = fold(known.order)
    yield from ((Kind.ORDER, word) for word in (number, number.rpartition("-")[2]))
    yield Kind.CODE, fold(known.code)[:CODE]
    yield from ((Kind.AGENCY, word) for word in _parts(known.agency))
    for text in known.buyer:
        yield from ((Kind.BUYER, word) for word in ([fold(text)] if "@" in text else _parts(text)))


def _parts(text: str) -> Iterator[str]:
    """Yield the words of a text, and what hyphens, points and apostrophes join in them."""
    for word in fold(text).split():
        yield word.strip(".,;:()\"'")
        pieces = [piece for piece in PARTS.split(word) if piece]
        if len(pieces) > 1:
            yield from pieces


def typed_words(text: str) -> list[str]:
    """Return what was typed as words to look for, the longest first; none for fewer than two characters."""
    words = [word[:LONGEST] for word in fold(text[:200]).split()][:5]
    return sorted(words, key=len, reverse=True) if words and max(map(len, words)) > 1 else []
