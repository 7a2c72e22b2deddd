"""A day as a timetable: times down, rooms across. Positions are class names, since the pages carry no inline style."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from conference.agenda.projection import SessionView

# How many rows and columns css/pages/timetable.css can place; a day with more of either is a list.
MOST_ROWS = 96
MOST_COLUMNS = 24


@dataclass(frozen=True)
class Entry:
    """A session with its place in the grid."""

    session: SessionView
    row: int = 0
    row_end: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """The classes that put it there."""
        return f"r{self.row} e{self.row_end} c{self.column}" if self.row else ""


@dataclass(frozen=True)
class Heading:
    """A room above its columns: sessions that overlap in a room stand side by side."""

    name: str
    note: str
    column: int
    column_end: int

    @property
    def place(self) -> str:
        """The classes that put it there."""
        return f"c{self.column} d{self.column_end}"


@dataclass(frozen=True)
class TimeMark:
    """A time at the edge of the grid."""

    at: datetime
    row: int


@dataclass
class Day:
    """A day of the agenda; without headings it is shown as a list."""

    day: date
    entries: list[Entry]
    headings: list[Heading] = field(default_factory=list)
    times: list[TimeMark] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns of sessions there are."""
        return self.headings[-1].column_end - 2 if self.headings else 0


def lanes(sessions: Iterable[SessionView]) -> list[list[SessionView]]:
    """Spread sessions of one room over as few lanes as keep overlapping ones apart; each lane is in order of time."""
    found: list[list[SessionView]] = []
    for session in sorted(sessions, key=lambda item: (item.starts, item.ends)):
        for lane in found:
            if lane[-1].ends <= session.starts:
                lane.append(session)
                break
        else:
            found.append([session])
    return found


def lay_out(day: date, sessions: list[SessionView]) -> Day:
    """Return a day's sessions with their places: row 1 holds the rooms' names, column 1 the times."""
    bounds = sorted({moment for item in sessions for moment in (item.starts, item.ends)})
    rows = {moment: number for number, moment in enumerate(bounds, 2)}
    places: dict[str, int] = {}
    headings: list[Heading] = []
    column = 2
    for name, note, group in _by_room(sessions):
        spread = lanes(group)
        headings.append(Heading(name, note, column, column + len(spread)))
        for lane in spread:
            places.update((item.code, column) for item in lane)
            column += 1
    if len(bounds) >= MOST_ROWS or column > MOST_COLUMNS + 1:
        return Day(day, [Entry(item) for item in sessions])
    starts = {item.starts for item in sessions}
    return Day(
        day,
        [Entry(item, rows[item.starts], rows[item.ends], places[item.code]) for item in sessions],
        headings,
        [TimeMark(moment, rows[moment]) for moment in bounds if moment in starts],
    )


def _by_room(sessions: list[SessionView]) -> list[tuple[str, str, list[SessionView]]]:
    """Group by room in the organizers' order; entries whose room is not shown come last."""
    groups: dict[tuple[int, str], tuple[str, str, list[SessionView]]] = {}
    for item in sessions:
        room = item.room
        key = (room.position, room.code) if room else (10**9, "")
        name, note = (room.name, room.location) if room else (_("Other"), "")
        groups.setdefault(key, (name, note, []))[2].append(item)
    return [groups[key] for key in sorted(groups)]
