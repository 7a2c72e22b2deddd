"""Names and addresses brought into one shape, so that accents, case and the order of parts do not matter. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations

from core.codes import keyed_digest

# Letters that do not come apart into a base letter and a mark.
SINGLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
APOSTROPHES = re.compile(r"['’ʼ`´]")
# Of a longer name only so many parts are combined: 2^8 comparisons at most.
MOST_PARTS = 8
PURPOSE = "safety"
# Mail providers whose addresses are the same with and without dots.
DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def plain_email(text: str) -> str:
    """Return an address as it is compared: lower case, without a tag after a plus sign."""
    local, _at, domain = unicodedata.normalize("NFKC", text).strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    if domain in DOTLESS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}" if local and domain else ""


def name_parts(text: str) -> list[str]:
    """Return a name's parts without accents and case, in their order; initials count only where little else is."""
    folded = APOSTROPHES.sub("", unicodedata.normalize("NFKD", text.casefold()).translate(SINGLE))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    parts = re.findall(r"\w+", bare.replace("_", " "))
    long = [part for part in parts if len(part) > 1]
    return list(dict.fromkeys(long if len(long) > 1 else parts))


def email_digest(text: str) -> str:
    """Return what an address is compared by, or an empty text for what is none."""
    plain = plain_email(text)
    return keyed_digest(PURPOSE, f"email:{plain}") if plain else ""


def parts_digest(parts: Iterable[str]) -> str:
    """Return what a set of name parts is compared by."""
    return keyed_digest(PURPOSE, f"name:{' '.join(sorted(parts))}")


def entry_digests(name: str) -> set[str]:
    """Return what an entry's name is known by: all its parts, and its first with its last where it has more."""
    parts = name_parts(name)[:MOST_PARTS]
    if not parts:
        return set()
    return {parts_digest(parts), parts_digest({parts[0], parts[-1]})}


def person_digests(*names: str) -> Iterator[str]:
    """Yield what a person's name could match: every choice of two parts or more, or its only one."""
    parts = list(dict.fromkeys(part for name in names for part in name_parts(name)))[:MOST_PARTS]
    if len(parts) == 1:
        yield parts_digest(parts)
    for size in range(2, len(parts) + 1):
        for chosen in combinations(parts, size):
            yield parts_digest(chosen)
