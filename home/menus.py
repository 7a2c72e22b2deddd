"""The navigation of header and footer."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class MenuItem:
    """A link of the main navigation; `current` is what `aria-current` says."""

    title: str
    url: str
    current: Literal["", "page", "true"] = ""


@dataclass(frozen=True)
class FooterColumn:
    """A titled list of links."""

    title: str
    links: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class Footer:
    """What stands at the end of every page."""

    statement: str = ""
    columns: tuple[FooterColumn, ...] = field(default_factory=tuple)


def menu(path: str) -> list[MenuItem]:
    """Return the main navigation as seen from `path`."""
    return []


def footer() -> Footer:
    """Return the footer."""
    return Footer()
