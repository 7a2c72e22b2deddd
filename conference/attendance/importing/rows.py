"""From the cells of a table to scans; what cannot be read is said by its row and column."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from conference.agenda.models.sessions import slug_of
from conference.attendance.doors import ARRIVAL, Door, door_at
from conference.attendance.lookup import Reading
from conference.attendance.models import Scan
from conference.attendance.pairing import Direction
from conference.attendance.tokens import read_token
from conference.edition.models import Edition
from core.imports.tables import Row, Table

NEEDED = ("code", "at", "way", "door")
COLUMNS = (*NEEDED, "device", "act")
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
# Of a scan whose device names no act of its own: its content names it.
CLIENT = "file"


@dataclass(frozen=True)
class FileScan:
    """One row: where it was scanned, and what was read there."""

    number: int
    door: Door
    reading: Reading


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read."""

    row: int
    column: str
    sentence: str


class _Wrong(ValueError):
    """A cell is wrong; the first argument is its column, the second a sentence."""


def read_rows(edition: Edition, table: Table) -> tuple[list[FileScan], list[Fault]]:
    """Return the scans of a table in the order of time, and every cell that cannot be read."""
    doors: dict[str, Door | None] = {}
    scans: list[FileScan] = []
    faults: list[Fault] = []
    for row in table.rows:
        try:
            scans.append(_read(edition, row, doors))
        except _Wrong as error:
            faults.append(Fault(row.number, *error.args))
    return sorted(scans, key=lambda scan: (scan.reading.at, scan.number)), faults


def _read(edition: Edition, row: Row, doors: dict[str, Door | None]) -> FileScan:
    cells = row.cells
    if not cells["code"]:
        raise _Wrong("code", _("The badge's code is missing."))
    way = cells["way"].casefold()
    if way not in Direction.values:
        raise _Wrong("way", _("Write in or out."))
    door = _door(edition, cells["door"], doors)
    at = _moment(edition, cells["at"])
    device, act = (_name(cells, column) for column in ("device", "act"))
    if bool(device) != bool(act):
        raise _Wrong("act" if device else "device", _("Give both the device and its act, or neither."))
    key = act or _key(cells["code"], at, way, door)
    return FileScan(
        row.number, door, Reading(cells["code"][:200], way, device or CLIENT, key, at, source=Scan.Source.FILE)
    )


def _door(edition: Edition, cell: str, doors: dict[str, Door | None]) -> Door:
    name = cell.casefold()
    if name not in doors:
        doors[name] = door_at(edition.year, ARRIVAL if name == ARRIVAL else slug_of(cell))
    found = doors[name]
    if found is None:
        raise _Wrong("door", _("There is no such door: write arrival, or the code of a session that is scanned."))
    return found


def _moment(edition: Edition, cell: str) -> datetime:
    """Return the moment of a cell; without a zone it is the venue's time, and a time that does not exist there none."""
    try:
        read = datetime.fromisoformat(cell)
    except ValueError as error:
        raise _Wrong("at", _("Write the time like 2027-08-09 14:05:30, at the venue.")) from error
    if read.tzinfo is not None:
        return read
    local = read.replace(tzinfo=edition.zone)
    if local.astimezone(UTC).astimezone(edition.zone).replace(tzinfo=None) != read:
        raise _Wrong("at", _("There is no such time at the venue: the clocks go forward."))
    return local


def _name(cells: dict[str, str], column: str) -> str:
    value = cells.get(column, "")
    if value and not NAME.fullmatch(value):
        raise _Wrong(column, _("At most 40 letters, digits, - and _."))
    return value


def _key(code: str, at: datetime, way: str, door: Door) -> str:
    named = "|".join([str(door.edition.year), read_token(code) or code, at.astimezone(UTC).isoformat(), way, door.slug])
    return hashlib.sha256(named.encode()).hexdigest()


def said(faults: list[Fault]) -> Iterator[str]:
    """Yield each fault in a line."""
    for fault in faults:
        yield _("Row %(row)d, %(column)s: %(sentence)s") % vars(fault)
