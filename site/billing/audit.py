"""Where sellers register their own checks of `manage.py audit_ledger`."""

from billing.books.registry import find_errors, register_check

__all__ = ["find_errors", "register_check"]
