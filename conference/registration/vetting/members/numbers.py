"""Membership numbers as they are compared, and the digests of what belongs to one. Pure."""

import re
import unicodedata
from collections.abc import Iterator

from conference.registration.vetting.safety.keys import name_parts, plain_email
from core.codes import keyed_digest

PURPOSE = "member"
# Of what an applicant wrote as proof: pieces that hold a digit, with their hyphens and slashes.
PIECE = re.compile(r"[A-Z0-9][A-Z0-9./-]*", re.ASCII)


def plain_number(text: str) -> str:
    """Return a number as it is compared: capitals and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())


def number_key(text: str) -> str:
    """Return the digest of a number."""
    return keyed_digest(PURPOSE, f"number:{plain_number(text)}")


def number_keys(proof: str) -> Iterator[str]:
    """Yield the digests of all that could be a number in what somebody wrote: “ATAP member no. 4711” holds one."""
    text = unicodedata.normalize("NFKC", proof).upper()
    numbers = {plain_number(piece) for piece in PIECE.findall(text)} | {plain_number(text)}
    yield from sorted(number_key(number) for number in numbers if any(char.isdigit() for char in number))


def email_key(text: str) -> str:
    """Return the digest of an address, or an empty text."""
    plain = plain_email(text)
    return keyed_digest(PURPOSE, f"email:{plain}") if plain else ""


def name_key(text: str) -> str:
    """Return the digest of a name whose parts may stand in any order, or an empty text."""
    parts = sorted(name_parts(text))
    return keyed_digest(PURPOSE, f"name:{' '.join(parts)}") if parts else ""
