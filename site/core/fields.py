"""A text column that is encrypted in the database."""

import base64
import hashlib
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    """Return the cipher for the configured keys: the first encrypts, all decrypt (rotation)."""
    derived = [base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()) for key in keys]
    return MultiFernet([Fernet(key) for key in derived])


class UnreadableValue(Exception):
    """The stored value was not encrypted with any of the configured keys."""


def encrypt(text: str) -> str:
    """Return the text encrypted with the first of FIELD_ENCRYPTION_KEYS."""
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text that `encrypt` was given, with any of the keys; raises UnreadableValue."""
    try:
        return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableValue("A stored value was not encrypted with any of the configured keys.") from error


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text of the highest class: encrypted at rest, never searched, never in a log.

    The key comes from `FIELD_ENCRYPTION_KEYS`; equality look-ups are refused because every encryption differs.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        if text in (None, ""):
            return text
        return encrypt(text)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if value in (None, ""):
            return value
        return decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError("An encrypted field cannot be searched.")
        return super().get_lookup(lookup_name)
