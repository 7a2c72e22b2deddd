"""What the home page shows of the next conference."""

from typing import Any


def next_edition() -> Any:
    """Return the edition on sale or next to come, or None."""
    return None
