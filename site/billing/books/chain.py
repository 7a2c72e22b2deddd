"""The chain of audit entries is part of the books."""

from collections.abc import Iterable

from billing.books.registry import register_check
from core.audit.services import find_breaks


@register_check
def check_chain() -> Iterable[str]:
    """No audit entry was altered, removed or put in."""
    return find_breaks()
