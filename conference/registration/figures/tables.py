"""A figure: a table, the drawing of it, and a sentence that says what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal
WIDTH, HEIGHT = 720, 280
LEFT, TOP, BOTTOM = 48, 12, 36
BAR, LABELS = 30, 250


@dataclass(frozen=True)
class Line:
    """One line of a drawing; `style` is the class that draws it, `label` stands in the legend."""

    label: str
    style: str
    points: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Bar:
    """One bar with its name and value; `full` is how long it would be if nothing were left."""

    label: str
    value: str
    y: int
    length: float
    full: float = 0


@dataclass
class Figure:
    """One figure. The table's cells are those of its files, so that screen and spreadsheet are the same."""

    code: str
    title: str
    summary: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[Line] = ()
    bars: Sequence[Bar] = ()
    x_ticks: Sequence[Tick] = ()
    y_ticks: Sequence[Tick] = ()
    note: str = ""
    height: int = HEIGHT
    width: int = WIDTH
    left: int = LEFT
    top: int = TOP
    base: int = HEIGHT - BOTTOM
    labels: int = LABELS
    totals: Sequence[Cell] = field(default_factory=list)

    @property
    def all_rows(self) -> list[Sequence[Cell]]:
        """The rows with the total, if there is one."""
        return [*self.rows, *([self.totals] if self.totals else [])]


def bars(rows: Sequence[tuple[str, Any, str, Any]]) -> tuple[list[Bar], int]:
    """Return bars and their drawing's height, of (label, value, value in words, value if full)."""
    most = max([float(max(value, full)) for _label, value, _words, full in rows] or [0]) or 1
    room = WIDTH - LABELS - 130
    drawn = [
        Bar(label, words, 8 + BAR * at, room * max(float(value), 0) / most, room * float(full) / most)
        for at, (label, value, words, full) in enumerate(rows)
    ]
    return drawn, 16 + BAR * max(len(rows), 1)


def line(label: str, style: str, points: Sequence[tuple[float, float]]) -> Line:
    """Return a line through points of the drawing."""
    return Line(label, style, " ".join(f"{x:.1f},{y:.1f}" for x, y in points))


def steps(most: int, number: int = 4) -> list[int]:
    """Return round marks for an axis from nought to at least `most`."""
    size = max(1, -(-most // number))
    digit = 10 ** (len(str(size)) - 1)
    size = -(-size // digit) * digit
    return [size * n for n in range(number + 1)]
