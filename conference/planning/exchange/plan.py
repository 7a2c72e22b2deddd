"""What a table would do to the working agenda: a difference, or what is wrong with which cell. Nothing is written."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from conference.agenda.models import Session, SessionCredit, slug_of
from conference.agenda.services.editing import DOOR, NeedsReason, require_reason
from conference.agenda.services.presenting import DROPPABLE
from conference.edition.models import Edition
from conference.planning.exchange.columns import (
    CODE,
    COLUMNS,
    CREDIT,
    FIELDS,
    REFERENCES,
    REVISION,
    TIMES,
    row_of,
)
from conference.planning.exchange.kinds import BadCell, read_cell
from conference.planning.exchange.known import Known
from conference.planning.exchange.times import read_times
from core.imports.tables import FORMULA, LONGEST, Row, Table, as_text

KINDS = {column.name: column.kind for column in COLUMNS}
# More than any conference has; what changes more is another conference's table.
MOST_CHANGES = 1_000
TYPED = frozenset({"type", "level"})


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken: its number, the session's code, the column, and a sentence."""

    row: int
    code: str
    column: str
    sentence: str


@dataclass
class Change:
    """What a row does to a session, which is a copy with the new values. `shown` has column, before and after."""

    row: int
    session: Session
    is_new: bool
    shown: list[tuple[str, str, str]] = field(default_factory=list)
    presenters: list[tuple[int, str]] | None = None
    credits: dict[int, int] | None = None


@dataclass
class Plan:
    """What the table would do, and what stands in its way; with problems nothing of it is done."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    absent: int = 0


def make_plan(edition: Edition, table: Table) -> Plan:
    """Compare a table with the working agenda, in a fixed number of queries."""
    known, plan = Known.of(edition), Plan()
    seen: dict[str, int] = {}
    for row in table.rows:
        reader = _Reader(edition, known, row, plan)
        code = row.cells[CODE]
        # Addresses are made of codes, in small letters.
        first = seen.setdefault(slug_of(code), row.number)
        if first != row.number:
            reader.refuse(CODE, _("is the same as in row %d.") % first)
        else:
            reader.read(known.sessions.get(code))
        if len(plan.changes) > MOST_CHANGES:
            reader.refuse(CODE, _("is one change too many: a table may change %d sessions at once.") % MOST_CHANGES)
            break
    plan.absent = len(known.sessions.keys() - {row.cells[CODE] for row in table.rows})
    return plan


class _Reader:
    """Reads one row against what is stored."""

    def __init__(self, edition: Edition, known: Known, row: Row, plan: Plan) -> None:
        self.edition, self.known, self.row, self.plan = edition, known, row, plan
        self.days = {"first": edition.start_date, "last": edition.end_date}
        self.failed = False

    def refuse(self, column: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        self.failed = True
        self.plan.problems.append(Problem(self.row.number, self.row.cells[CODE][:40], column, sentence))

    def read(self, stored: Session | None) -> None:
        """Add what the row does to the plan."""
        before = {name: as_text(cell) for name, cell in row_of(stored, self.edition).items()} if stored else {}
        differing = [name for name in self.row.cells if name != REVISION and self._differs(name, before)]
        if stored is not None and not differing:
            self.plan.unchanged += 1
            return
        if not self._may_write(stored):
            return
        session = copy(stored) if stored else self.known.new_session(self.row.cells[CODE])
        change = Change(self.row.number, session, is_new=stored is None)
        for name in differing:
            change.shown.append((name, before.get(name, ""), self.row.cells[name]))
            self._take(change, name)
        if not set(TIMES).isdisjoint(differing) or "minutes" in differing:
            self._place(session, before)
        self._take_credits(change, stored, [name for name in differing if name.startswith(CREDIT)])
        self._check(change, stored)
        if not self.failed:
            self.plan.changes.append(change)

    def _differs(self, name: str, before: dict[str, str]) -> bool:
        old, new = before.get(name, ""), self.row.cells[name]
        if old == new:
            return False
        kind = "minutes" if name.startswith(CREDIT) else KINDS[name]
        try:
            return bool(read_cell(kind, old, self.days) != read_cell(kind, new, self.days))
        except BadCell:
            # Said where the cell is taken.
            return True

    def _may_write(self, stored: Session | None) -> bool:
        """Refuse a row whose session changed since it was exported, or that means another agenda's."""
        revision = self._value(REVISION)
        if self.failed:
            return False
        if stored is None:
            if revision is not None:
                self.refuse(CODE, _("is not in this edition. Empty the revision to make it a new session."))
        elif revision is None:
            self.refuse(REVISION, _("is missing: there is a session of this code already. Export the agenda again."))
        elif revision != stored.revision:
            self.refuse(REVISION, _("is old: somebody changed the session since. Export the agenda again."))
        return not self.failed

    def _value(self, name: str) -> Any:
        text = self.row.cells[name]
        if text == FORMULA:
            self.refuse(name, _("holds a formula or an error; write its value."))
            return None
        if len(text) == LONGEST:
            self.refuse(name, _("is longer than a cell can hold; edit it in the session's own form."))
            return None
        try:
            return read_cell("minutes" if name.startswith(CREDIT) else KINDS[name], text, self.days)
        except BadCell as error:
            self.refuse(name, str(error))
            return None

    def _take(self, change: Change, name: str) -> None:
        """Put one cell's value where it belongs; times and credits are taken together."""
        if name in TIMES or name == "minutes" or name.startswith(CREDIT):
            return
        value = self._value(name)
        if self.failed:
            return
        if name in FIELDS:
            if name in TYPED and value and value not in self.known.words(name):
                self.refuse(name, _("must be one of: %s.") % ", ".join(sorted(self.known.words(name))))
            setattr(change.session, FIELDS[name], value)
        elif name in REFERENCES:
            self._refer(change.session, name, value)
        elif name == "speakers":
            self._present(change, value)

    def _refer(self, session: Session, name: str, code: str | None) -> None:
        part = self.known.parts[name].get(code) if code else None
        if code and part is None:
            self.refuse(name, _("There is none with the code %s in this edition.") % code[:40])
            return
        setattr(session, name, part)

    def _present(self, change: Change, wanted: list[tuple[str, str]]) -> None:
        roles = {}
        if not change.is_new:
            roles = {item.speaker_id: item.role for item in change.session.appearances.all()}
        unknown = [code for code, _role in wanted if code not in self.known.speakers]
        if unknown:
            self.refuse("speakers", _("There is no speaker %s in this edition.") % ", ".join(unknown[:5]))
            return
        keys = [(self.known.speakers[code], role) for code, role in wanted]
        change.presenters = [(key, role or roles.get(key, "lead")) for key, role in keys]

    def _place(self, session: Session, before: dict[str, str]) -> None:
        read_times(session, self.edition, self.row.cells, before, self.refuse)

    def _take_credits(self, change: Change, stored: Session | None, differing: list[str]) -> None:
        if not differing:
            return
        items = {item.scheme.code: item for item in stored.credits.all()} if stored else {}
        minutes = {code: item.minutes for code, item in items.items()}
        for name in differing:
            code, value = name.removeprefix(CREDIT), self._value(name)
            if value is None:
                minutes.pop(code, None)
                self._may_drop(name, items.get(code))
            else:
                minutes[code] = value
        schemes = self.known.schemes | {code: item.scheme_id for code, item in items.items()}
        change.credits = {schemes[code]: number for code, number in minutes.items()}

    def _may_drop(self, name: str, item: SessionCredit | None) -> None:
        if item is not None and item.approval not in DROPPABLE:
            self.refuse(name, _("was submitted for approval; drop it in the list of session credits."))

    def _check(self, change: Change, stored: Session | None) -> None:
        """Refuse what does not hold for the session as a whole."""
        session = change.session
        if stored is None:
            self.known.complete(session, self.refuse)
        if self.failed:
            return
        names = [name for name in DOOR if stored is None or getattr(stored, name) != getattr(session, name)]
        try:
            if names:
                require_reason(session)
        except NeedsReason:
            self.refuse(
                "room reason", _("The session is restricted: say why it may stand in a room whose door is open.")
            )
