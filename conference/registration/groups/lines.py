"""People as lines of text: name; e-mail; agency; country; ticket; name on the badge. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.characters import printable
from core.imports.tables import FORMULA, Row

FIELDS = ("name", "email", "agency", "country", "ticket", "badge_name")
MOST_PEOPLE = 200
ADDRESS = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>\s]+)>$")
LAST_WORD = re.compile(r"^(?P<name>.+?)\s+(?P<email>\S+@\S+)$")
# What columns are called in files that people send; the first that fits is proposed.
WORDS: dict[str, tuple[str, ...]] = {
    "email": ("mail", "correo"),
    "badge_name": ("badge", "gafete"),
    "name": ("full name", "attendee", "name", "nombre"),
    "agency": ("agency", "organi", "employer", "department", "agencia"),
    "country": ("country", "país", "pais"),
    "ticket": ("ticket", "registration type", "category", "entrada"),
}


@dataclass(frozen=True)
class Line:
    """One line: its number, as people count, and its fields; what is missing is empty."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.values.get(field, "")


def read_lines(text: str) -> list[Line]:
    """Return the lines that hold something, cut at tabs, semicolons or commas, whichever comes first in that order."""
    return [
        Line(number, _values(line.strip())) for number, line in enumerate(text.splitlines(), 1) if line.strip(" ;,\t")
    ]


def _values(line: str) -> dict[str, str]:
    separator = next((mark for mark in "\t;," if mark in line), None)
    cells = line.split(separator) if separator else [line]
    if len(cells) == 1:
        found = ADDRESS.match(line) or LAST_WORD.match(line)
        cells = [found["name"], found["email"]] if found else cells
    return {field: clean(cell) for field, cell in zip(FIELDS, cells, strict=False)}


def clean(text: str) -> str:
    """Return a cell without quotation marks around it, line breaks and what cannot be printed."""
    return " ".join(printable(text).split()).strip("\"'").strip()[:300]


def guess(columns: Sequence[str]) -> dict[str, str]:
    """Return which column each field probably is; none is taken twice."""
    left, found = list(columns), {}
    for field, words in WORDS.items():
        for word in words:
            column = next((name for name in left if word in name.casefold()), None)
            if column:
                found[field] = column
                left.remove(column)
                break
    return found


def to_text(rows: Iterable[Row], mapping: Mapping[str, str]) -> str:
    """Return a file's rows as lines; first and family name in two columns become one name."""
    return "\n".join(_line(row, mapping) for row in rows)


def _line(row: Row, mapping: Mapping[str, str]) -> str:
    values = {field: _cell(row.cells.get(mapping.get(field, ""), "")) for field in FIELDS}
    family = _cell(row.cells.get(mapping.get("family_name", ""), ""))
    values["name"] = " ".join(filter(None, [values["name"], family]))
    return "; ".join(values[field] for field in FIELDS).rstrip("; ")


def _cell(text: str) -> str:
    return "=" if text == FORMULA else clean(text).replace(";", ",")
