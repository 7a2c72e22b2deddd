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


def knows(name: str, typed: str) -> bool:
    """Return whether what was typed is a word of the name, or several of them and no other; initials are none."""
    asked = frozenset(re.findall(r"[^\s,.;]+", plain(typed)))
    whole = frozenset(word for word in words_of(name) if len(word) > 1 or not word.isascii())
    return bool(asked) and asked <= whole
