"""Gathers the models of certificates for Django; import them from their own modules."""

from certificates.schemes.models import CreditScheme

__all__ = ["CreditScheme"]
