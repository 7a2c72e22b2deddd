"""A day as a table: times down, rooms across, a session over as many rows as it lasts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from conference.agenda.projection import SessionView

# The widest table that css/pages/timetable.css knows; the columns of a wider one are narrower.
MOST_COLUMNS = 24


@dataclass(frozen=True)
class Cell:
    """A session, or nothing, over some rows of a column."""

    session: SessionView | None
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """What begins at a time, column by column."""

    at: datetime
    cells: list[Cell]


@dataclass(frozen=True)
class Heading:
    """A room above its columns: sessions that overlap in a room stand side by side."""

    name: str
    note: str
    span: int


@dataclass(frozen=True)
class Day:
    """A day of the agenda: its sessions in order, and the same as a table if one was asked for.

    What lasts all day stands apart: it has no time.
    """

    day: date
    sessions: list[SessionView]
    all_day: list[SessionView] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns of sessions the style sheet has to give room to."""
        return min(sum(heading.span for heading in self.headings), MOST_COLUMNS)


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


def as_list(day: date, sessions: Iterable[SessionView]) -> Day:
    """Return a day's sessions in order."""
    sessions = list(sessions)
    return Day(day, [item for item in sessions if not item.all_day], [item for item in sessions if item.all_day])


def as_table(day: date, sessions: Iterable[SessionView]) -> Day:
    """Return a day's sessions in order and as a table; every moment at which something begins or ends is a row."""
    plain = as_list(day, sessions)
    bounds = sorted({moment for item in plain.sessions for moment in (item.starts, item.ends)})
    number = {moment: index for index, moment in enumerate(bounds)}
    headings: list[Heading] = []
    starting: list[list[Cell]] = [[] for _moment in bounds[:-1]]
    for name, note, group in _by_room(plain.sessions):
        spread = lanes(group)
        headings.append(Heading(name, note, len(spread)))
        for lane in spread:
            for row, cell in _column(lane, number, len(starting)):
                starting[row].append(cell)
    rows = [Row(at, cells) for (at, _until), cells in zip(pairwise(bounds), starting, strict=True)]
    return Day(day, plain.sessions, plain.all_day, headings, rows)


def _column(lane: list[SessionView], number: dict[datetime, int], rows: int) -> Iterable[tuple[int, Cell]]:
    """Yield a lane's cells with the row in which each begins; a gap between sessions is one empty cell."""
    free = 0
    for item in lane:
        start, end = number[item.starts], number[item.ends]
        if start > free:
            yield free, Cell(None, start - free)
        yield start, Cell(item, end - start)
        free = end
    if free < rows:
        yield free, Cell(None, rows - free)


def _by_room(sessions: list[SessionView]) -> list[tuple[str, str, list[SessionView]]]:
    """Group by room in the organizers' order; entries whose room is not shown come last."""
    groups: dict[tuple[int, str], tuple[str, str, list[SessionView]]] = {}
    for item in sessions:
        room = item.room
        key = (room.position, room.code) if room else (10**9, "")
        name, note = (room.name, room.location) if room else (_("Room not shown"), "")
        groups.setdefault(key, (name, note, []))[2].append(item)
    return [groups[key] for key in sorted(groups)]
