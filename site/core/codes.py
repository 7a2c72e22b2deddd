"""Identifiers that cannot be guessed, and codes that people can read out."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare

# Without 0, O, 1, I and L, which are mistaken for each other on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def public_id() -> str:
    """Return 128 random bits as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


def secret() -> str:
    """Return 192 random bits as 32 URL-safe characters, for links that are a key."""
    return secrets.token_urlsafe(24)


def human_code(length: int = 8) -> str:
    """Return a random code of `length` characters that survive being read out or typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def keyed_digest(purpose: str, value: str) -> str:
    """Return a hex HMAC-SHA256 of the value under the site's secret: comparable, not reversible."""
    key = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two secrets in constant time."""
    return constant_time_compare(left, right)
