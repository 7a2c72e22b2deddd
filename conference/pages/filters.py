"""The agenda's filters. They look at what the viewer sees, so that they reveal nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from conference.agenda.projection import SessionView
from conference.edition.models import Edition

NAMES = ("track", "room", "level", "credit")


@dataclass(frozen=True)
class Choice:
    """One option of a filter."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Filters:
    """What the reader asked for."""

    day: date | None = None
    values: dict[str, str] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Whether anything but the day is asked for."""
        return bool(self.values)

    def admits(self, view: SessionView) -> bool:
        """Return whether a session is asked for. Closed entries match the day only: their room and track are hidden."""
        if self.day is not None and view.day != self.day:
            return False
        return all(value in matched(view, name) for name, value in self.values.items())


def matched(view: SessionView, name: str) -> dict[str, str]:
    """Return the values of a filter under which a session is found, with their labels."""
    if name == "credit":
        return {credit.code: credit.name for credit in view.credits}
    if name == "level":
        return {view.level: view.level_label} if view.level else {}
    part: Any = view.track if name == "track" else view.room
    return {part.code: part.name} if part else {}


def read_filters(query: QueryDict, edition: Edition, day: date | None = None) -> Filters:
    """Read the filters of an address; a day is a date or its number, one that the edition does not have is ignored."""
    values = {name: str(query[name])[:40] for name in NAMES if query.get(name)}
    return Filters(day=day or read_day(query.get("day", ""), edition), values=values)


def read_day(text: str, edition: Edition) -> date | None:
    """Return the edition's day that a date or a number (from 1) names."""
    days = edition.days()
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= len(days):
        return days[int(text[:6]) - 1]
    return next((day for day in days if day.isoformat() == text), None)


def choices(views: Iterable[SessionView], filters: Filters) -> dict[str, list[Choice]]:
    """Return the options of each filter: what occurs among the sessions that the viewer sees."""
    found: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    for view in views:
        for name in NAMES:
            found[name].update(matched(view, name))
    return {
        name: [
            Choice(value, label, filters.values.get(name) == value)
            for value, label in sorted(options.items(), key=lambda option: option[1])
        ]
        for name, options in found.items()
    }
