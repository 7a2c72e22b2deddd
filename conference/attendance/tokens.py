"""The code of a badge: random bits in Crockford's base 32, and a forgiving reading of what was typed or scanned.

The alphabet has no I, L, O and U: what is mistaken on paper is read as what was meant (https://www.crockford.com/base32.html).
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP = 5


def new_token() -> str:
    """Return 130 random bits as 26 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_token(text: str) -> str | None:
    """Return the token that somebody typed or a scanner read, or None if it can be none.

    Case, spaces and dashes do not matter; O is read as 0, I and L as 1.
    """
    token = re.sub(r"[\s\-‐‑–—]+", "", text[:200]).upper().translate(MEANT)
    return token if len(token) == LENGTH and set(token) <= set(ALPHABET) else None


def grouped(token: str) -> str:
    """Return a token in groups of five, to be read out and typed."""
    return " ".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))
