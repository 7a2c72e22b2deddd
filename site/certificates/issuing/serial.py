"""A certificate's serial: 80 random bits with check characters, to be typed from paper. Pure.

Eighteen characters of Crockford's base 32 read as one number; the last two make it a multiple of 1021. That is a prime
to which 32 and 31 are no factors: every single wrong character and every swap of two neighbours is noticed.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PAYLOAD, CHECK, GROUP = 16, 2, 6
LENGTH = PAYLOAD + CHECK
MODULUS = 1021
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_serial() -> str:
    """Return a serial that nobody can guess."""
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(PAYLOAD)))


def with_check(payload: str) -> str:
    """Return sixteen characters with their check characters."""
    check = -_number(payload) * 32**CHECK % MODULUS
    return payload + ALPHABET[check // 32] + ALPHABET[check % 32]


def read_serial(text: str) -> str | None:
    """Return the serial that somebody typed, None if it is mistyped.

    Case, spaces and dashes do not matter; O is read as 0, I and L as 1.
    """
    serial = re.sub(r"[\s\-‐‑–—.]+", "", text[:80]).upper().translate(MEANT)
    if len(serial) != LENGTH or not set(serial) <= set(ALPHABET):
        return None
    return serial if _number(serial) % MODULUS == 0 else None


def grouped(serial: str) -> str:
    """Return a serial as it is printed: in groups of six."""
    return "-".join(serial[at : at + GROUP] for at in range(0, len(serial), GROUP))


def _number(text: str) -> int:
    number = 0
    for character in text:
        number = number * 32 + ALPHABET.index(character)
    return number
