"""Typed answers: words that may differ in case, accents and spaces, and numbers as people write them."""

import re
import unicodedata
from collections.abc import Collection
from fractions import Fraction

LONGEST = 500
NUMBER = re.compile(r"[+-]?(\d{1,30}([.,]\d{0,30})?|[.,]\d{1,30})\Z", re.ASCII)
# 1,000 is a thousand to some and one to others.
TWO_MEANINGS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}\Z", re.ASCII)
MINUS = str.maketrans({"−": "-", "\u00a0": "", "\u202f": "", " ": ""})


def is_short_enough(text: str) -> bool:
    """Return whether a typed answer can be kept as it is."""
    return len(text) <= LONGEST


def fold(text: str, folds: Collection[str]) -> str:
    """Return what two answers share that differ only in the ways named: case, accents, spaces.

    Outer spaces and the ways in which one character can be encoded never count.
    """
    found = unicodedata.normalize("NFKC", text).strip()
    if "accents" in folds:
        parts = unicodedata.normalize("NFD", found)
        found = unicodedata.normalize("NFC", "".join(sign for sign in parts if not unicodedata.combining(sign)))
    if "case" in folds:
        found = unicodedata.normalize("NFC", found.casefold())
    return " ".join(found.split()) if "spaces" in folds else found


def number_of(text: str) -> Fraction | None:
    """Return the number that was typed, exactly, with a point or a comma; None where it is none or has two meanings."""
    written = text.strip().translate(MINUS)
    if not NUMBER.match(written) or TWO_MEANINGS.match(written):
        return None
    return Fraction(written.replace(",", ".").removesuffix(".") or "0")
