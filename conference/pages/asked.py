"""What an address of the agenda asks for, and the addresses that lead on from there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from conference.edition.models import Edition
from conference.pages.filters import Filters, read_day, read_filters


class Shape(StrEnum):
    """How the agenda is shown."""

    LIST = "list"
    GRID = "grid"
    NOW = "now"


@dataclass(frozen=True)
class Asked:
    """A shape of the agenda with filters, below an edition's own address."""

    base_url: str
    filters: Filters
    shape: Shape = Shape.LIST

    @property
    def day(self) -> date | None:
        """The one day asked for; now has none."""
        return None if self.shape == Shape.NOW else self.filters.day

    @property
    def path(self) -> str:
        """The address without a query: where the form of the filters goes."""
        if self.shape == Shape.NOW:
            return f"{self.base_url}agenda/now/"
        return f"{self.base_url}agenda/{self.day.isoformat()}/" if self.day else f"{self.base_url}agenda/"

    @property
    def fixed(self) -> dict[str, str]:
        """What of the query is no filter."""
        return {"view": self.shape.value} if self.shape == Shape.GRID else {}

    @property
    def url(self) -> str:
        """The address of exactly this."""
        query = urlencode(self.fixed | self.filters.query)
        return f"{self.path}?{query}" if query else self.path

    def on(self, day: date | None) -> "Asked":
        """Return the same for another day, or for all of them; what is on now is a list otherwise."""
        shape = Shape.LIST if self.shape == Shape.NOW else self.shape
        return replace(self, filters=replace(self.filters, day=day), shape=shape)

    def shaped(self, shape: Shape) -> "Asked":
        """Return the same in another shape."""
        return replace(self, shape=shape)

    def without(self, name: str) -> "Asked":
        """Return the same without one of the filters."""
        return replace(self, filters=self.filters.without(name))

    def cleared(self) -> "Asked":
        """Return the same without any filter."""
        return replace(self, filters=Filters(self.filters.day))


def read_asked(
    query: Mapping[str, str],
    edition: Edition,
    base_url: str,
    *,
    day: date | None = None,
    shape: Shape | None = None,
) -> Asked:
    """Read what an address asks for.

    A day is a date or its number; a day that the edition does not have, or a shape nobody knows, is ignored.
    """
    grid = query.get("view") == Shape.GRID
    # Now is on no day of one's choice.
    chosen = None if shape == Shape.NOW else day or read_day(str(query.get("day", "")), edition)
    filters = read_filters(query, chosen)
    return Asked(base_url, filters, shape or (Shape.GRID if grid else Shape.LIST))
