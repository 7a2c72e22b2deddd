"""The table's columns, and a session as a row of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session
from conference.edition.models import Edition
from conference.planning.exchange.kinds import written_day
from conference.planning.programme.clock import day_of_end
from core.imports.tables import as_text

CREDIT = "credit "
Cell = str | int | Decimal


@dataclass(frozen=True)
class Column:
    """A column: its name in the file, the kind of its cells, what it says to people."""

    name: str
    kind: str
    says: str | Promise


CODE, REVISION = "code", "revision"
TIMES = ("day", "start", "end", "end day", "all day")
COLUMNS = (
    Column(CODE, "code", _("The session; a code that there is not yet makes a new one.")),
    Column(REVISION, "revision", _("What you exported; leave it alone. Empty for a new session.")),
    Column("title", "name", _("As those see it who may.")),
    Column("public title", "name", _("As everybody else sees it.")),
    Column("type", "label", _("Such as plenary or workshop.")),
    Column("track", "reference", _("The track's code, or empty.")),
    Column("room", "reference", _("The room's code, or empty.")),
    Column("day", "day", _("Such as 2027-08-09. Without day, start and end it waits in the tray.")),
    Column("start", "clock", _("At the venue, such as 08:30.")),
    Column("end", "clock", _("At the venue; an end that is not after the start is on the next day.")),
    Column("end day", "day", _("Only for what lasts longer than a night.")),
    Column("all day", "flag", _("yes or no.")),
    Column("minutes", "planned", _("Its length while it waits in the tray.")),
    Column("level", "word", _("Such as all or advanced.")),
    Column("audience", "label", _("The code of who is admitted.")),
    Column("visibility", "visibility", "public, registered, cleared, private"),
    Column("status", "status", "draft, tentative, confirmed, cancelled"),
    Column("room reason", "text", _("Why a restricted session may stand in a room whose door is open.")),
    Column("capacity", "count", _("Places, or empty.")),
    Column("sign-up", "flag", _("yes or no.")),
    Column("ticket required", "flag", _("yes or no.")),
    Column("price", "amount", _("Such as 125.00.")),
    Column("speakers", "speakers", _("Ids with their roles: sp01 (lead); sp02 (moderator).")),
    Column("creditable minutes", "minutes", _("Minutes that can be credited.")),
    Column("attendance", "tracking", "none, scan_in, scan_in_and_out"),
    Column("recording", "flag", _("yes or no.")),
    Column("handouts", "word", _("Who may have the slides: none, cleared, attended, registered or public.")),
    Column("abstract", "text", _("Text.")),
    Column("objectives", "lines", _("Learning objectives, one on a line.")),
    Column("warnings", "lines", _("Content warnings, one on a line.")),
)
# Columns that are a field of the session as they stand.
FIELDS = {
    "title": "title",
    "public title": "public_title",
    "type": "type",
    "level": "level",
    "visibility": "visibility",
    "status": "status",
    "room reason": "room_reason",
    "capacity": "capacity",
    "sign-up": "sign_up",
    "ticket required": "ticket_required",
    "price": "price",
    "creditable minutes": "ce_minutes",
    "attendance": "attendance_tracking",
    "recording": "recording_allowed",
    "handouts": "handouts",
    "abstract": "abstract",
    "objectives": "learning_objectives",
    "warnings": "content_warnings",
}
REFERENCES = ("track", "room", "audience")


def columns_for(schemes: Iterable[str]) -> list[Column]:
    """Return the table's columns: one more for each scheme of credit."""
    says = _("Minutes under this scheme, or empty.")
    return [*COLUMNS, *(Column(f"{CREDIT}{code}", "minutes", says) for code in schemes)]


def scheme_codes() -> list[str]:
    """Return the codes of the schemes there are."""
    return sorted(set(CreditScheme.objects.values_list("code", flat=True)))


def row_of(session: Session, edition: Edition) -> dict[str, Cell]:
    """Return a session's cells by column; its relations are loaded."""
    cells: dict[str, Cell] = {CODE: session.code, REVISION: session.revision}
    cells |= {name: _cell(getattr(session, field)) for name, field in FIELDS.items()}
    for name in REFERENCES:
        part = getattr(session, name)
        cells[name] = part.code if part else ""
    cells |= _times(session, edition)
    standing = [item for item in session.appearances.all() if item.state != Appearance.State.WITHDRAWN]
    cells["speakers"] = "; ".join(f"{item.speaker.code} ({item.role})" for item in standing)
    cells |= {f"{CREDIT}{item.scheme.code}": item.minutes for item in session.credits.all()}
    return cells


def _times(session: Session, edition: Edition) -> dict[str, Cell]:
    if session.starts_at is None or session.ends_at is None:
        return {"all day": "no", "minutes": session.planned_minutes}
    start, end = edition.local(session.starts_at), edition.local(session.ends_at)
    found: dict[str, Cell] = {
        "day": written_day(start),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "all day": "yes" if session.all_day else "no",
    }
    if day_of_end(start.date(), start.time(), end.time()) != end.date():
        found["end day"] = written_day(end)
    return found


def _cell(value: Any) -> Cell:
    writers: dict[type, Callable[[Any], Cell]] = {
        bool: lambda flag: "yes" if flag else "no",
        list: lambda lines: as_text("\n".join(map(str, lines))),
        str: as_text,
    }
    if value is None:
        return ""
    write = writers.get(type(value))
    cell: Cell = write(value) if write else value
    return cell
