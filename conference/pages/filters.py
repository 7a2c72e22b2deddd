"""The agenda's filters. They look at what the viewer sees, so that they reveal nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from conference.agenda.projection import SessionView
from conference.edition.models import Edition

NAMES = ("track", "room", "level", "credit", "type", "audience")
TEXT = "q"
MOST_TEXT = 60


@dataclass(frozen=True)
class Choice:
    """One option of a filter."""

    value: str
    label: str
    chosen: bool = False
    count: int = 0


@dataclass(frozen=True)
class Filters:
    """What the reader asked for."""

    day: date | None = None
    values: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def active(self) -> bool:
        """Whether anything but the day is asked for."""
        return bool(self.values or self.text)

    @property
    def query(self) -> dict[str, str]:
        """The filters as an address has them, without the day."""
        return {**self.values, **({TEXT: self.text} if self.text else {})}

    def without(self, name: str) -> "Filters":
        """Return the other filters."""
        values = {key: value for key, value in self.values.items() if key != name}
        return Filters(self.day, values, "" if name == TEXT else self.text)

    def admits(self, view: SessionView) -> bool:
        """Return whether a session is asked for. Closed entries match the day only: their room and track are hidden."""
        if self.day is not None and view.day != self.day:
            return False
        if self.text and not all(word in said(view) for word in self.text.casefold().split()):
            return False
        return all(value in matched(view, name) for name, value in self.values.items())


def said(view: SessionView) -> str:
    """Return the words by which a reader may find a session: of what they see of it, nothing else."""
    names = [item.speaker.label for item in view.appearances]
    return " ".join([view.code, view.title, view.abstract, *names] if view.is_open else [view.title]).casefold()


def matched(view: SessionView, name: str) -> dict[str, str]:
    """Return the values of a filter under which a session is found, with their labels."""
    if name == "credit":
        return {credit.code: credit.name for credit in view.credits}
    if name == "level":
        return {view.level: view.level_label} if view.level else {}
    if name == "type":
        return {view.type: view.type_label} if view.type else {}
    if name == "audience":
        return {view.audience.code: view.audience.label} if view.audience else {}
    part: Any = view.track if name == "track" else view.room
    return {part.code: part.name} if part else {}


def read_filters(query: Mapping[str, str], day: date | None = None) -> Filters:
    """Read the filters of an address."""
    values = {name: str(query[name])[:40] for name in NAMES if query.get(name)}
    text = " ".join(str(query.get(TEXT, ""))[:MOST_TEXT].split())
    return Filters(day=day, values=values, text=text)


def read_day(text: str, edition: Edition) -> date | None:
    """Return the edition's day that a date or a number (from 1) names."""
    days = edition.days()
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= len(days):
        return days[int(text[:6]) - 1]
    return next((day for day in days if day.isoformat() == text), None)


def choices(views: Iterable[SessionView], filters: Filters) -> dict[str, list[Choice]]:
    """Return the options of each filter among what the viewer sees, with how many sessions the other filters leave."""
    views = list(views)
    found: dict[str, list[Choice]] = {}
    for name in NAMES:
        others, labels, counts = filters.without(name), dict[str, str](), Counter[str]()
        for view in views:
            options = matched(view, name)
            labels.update(options)
            if options and others.admits(view):
                counts.update(options.keys())
        chosen = filters.values.get(name)
        found[name] = [
            Choice(value, label, chosen == value, counts[value])
            for value, label in sorted(labels.items(), key=lambda option: option[1])
        ]
    return found
