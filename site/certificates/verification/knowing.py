"""Whether somebody knows the holder already: any whole word of the name, whatever its case and accents. Pure."""

import re
import unicodedata


def plain(text: str) -> str:
    """Return a text without case and accents."""
    broken = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in broken if not unicodedata.combining(character))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text; a hyphenated one counts whole and in its parts."""
    found = re.findall(r"[^\s,.;]+", plain(text))
    return frozenset([*found, *(part for word in found for part in re.split(r"[-‐‑–'’]", word) if part)])


def knows(name: str, typed: str, family: str = "") -> bool:
    """Return whether what was typed is a word of the name, or several of them and no other; initials are none.

    The family name is one more word of it where the printed name does not show it. A name of initials alone is known
    by all of them together.
    """
    asked = frozenset(re.findall(r"[^\s,.;]+", plain(typed)))
    words = words_of(name) | words_of(family)
    whole = frozenset(word for word in words if len(word) > 1 or not word.isascii())
    if not whole:
        return bool(asked) and asked == words
    return bool(asked) and asked <= whole
