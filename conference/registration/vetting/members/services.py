"""Look at the association's list, and take it in: as a whole, or not at all."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.members.numbers import email_key, name_key, number_key, plain_number
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import store_private
from core.imports.fields import EMAIL
from core.imports.tables import FORMULA, Row, Table, Unreadable, read_table

if TYPE_CHECKING:
    from people.accounts.models import User

COLUMNS = ("number", "name", "email", "expires")
PURPOSE = "members"
# A list of people waits no longer than somebody needs to look at what came of it.
WAITS = timedelta(hours=1)
LONGEST_NUMBER = 40


@dataclass
class Report:
    """What a file holds: cells that cannot be read, or what taking it in would change."""

    faults: list[str] = field(default_factory=list)
    records: list[MemberRecord] = field(default_factory=list)
    new: int = 0
    gone: int = 0
    expired: int = 0


class _Wrong(ValueError):
    """A cell is wrong; its column and a sentence."""


def read_members(content: bytes) -> Table:
    """Return the table in an uploaded file; raises Unreadable."""
    table = read_table(content, COLUMNS, needed=("number",))
    if not table.rows:
        raise Unreadable(_("The file names no member."))
    return table


def check_members(table: Table) -> Report:
    """Return what a file holds and would change; nothing is stored."""
    report = Report()
    rows: dict[str, int] = {}
    for row in table.rows:
        try:
            member = _read(row)
        except _Wrong as error:
            report.faults.append(_said(row.number, *error.args))
            continue
        first = rows.setdefault(member.number_key, row.number)
        if first != row.number:
            report.faults.append(_said(row.number, "number", _("The number stands in row %d already.") % first))
            continue
        report.records.append(member)
    _compare(report)
    return report


def _said(row: int, column: str, sentence: str) -> str:
    return _("Row %(row)d, %(column)s: %(sentence)s") % {"row": row, "column": column, "sentence": sentence}


def _compare(report: Report) -> None:
    known = set(MemberRecord.objects.values_list("number_key", flat=True))
    there = {member.number_key for member in report.records}
    today = timezone.localdate()
    report.new, report.gone = len(there - known), len(known - there)
    report.expired = sum(bool(row.expires_on and row.expires_on < today) for row in report.records)


def _read(row: Row) -> MemberRecord:
    cells = {column: row.cells.get(column, "") for column in COLUMNS}
    for column, cell in cells.items():
        if cell == FORMULA:
            raise _Wrong(column, _("This is a formula; write its value."))
    number, email, name = cells["number"], cells["email"], cells["name"]
    if not any(char.isdigit() for char in plain_number(number)) or len(number) > LONGEST_NUMBER:
        raise _Wrong("number", _("Write the membership number, with at least one digit."))
    if email and (not EMAIL.fullmatch(email) or not email_key(email)):
        raise _Wrong("email", _("This is not an e-mail address."))
    if not email and not name_key(name):
        raise _Wrong("email", _("Give an e-mail address or a name, or both."))
    return MemberRecord(
        number_key=number_key(number),
        email_key=email_key(email),
        name_key=name_key(name),
        expires_on=_day(cells["expires"]) if cells["expires"] else None,
    )


def _day(cell: str) -> date:
    try:
        day = datetime.fromisoformat(cell).date()
    except ValueError:
        raise _Wrong("expires", _("Write the last day like 2027-12-31.")) from None
    if not 1990 <= day.year <= 2200:
        raise _Wrong("expires", _("The year lies outside 1990 to 2200."))
    return day


@transaction.atomic
def take_members(*, table: Table, actor: "User") -> Report:
    """Put the file's members in the place of the list, if every row can be read; twice changes nothing."""
    report = check_members(table)
    if report.faults:
        return report
    changes = {"rows": len(report.records), "new": report.new, "gone": report.gone}
    # First, since it locks the audit's head: two lists at once come one after the other.
    record(actor=actor, action="members.imported", obj=actor, changes=changes)
    MemberRecord.objects.all().delete()
    MemberRecord.objects.bulk_create(report.records, batch_size=500)
    return report


def keep_list(content: bytes) -> PrivateFile:
    """Let an uploaded list wait for its confirmation where no address leads."""
    return store_private(content, name="members", content_type="application/octet-stream", purpose=PURPOSE)


def waiting_list(public_id: str) -> PrivateFile | None:
    """Return a list that waits, unless it has waited too long."""
    waiting = PrivateFile.objects.filter(purpose=PURPOSE, erased_at=None, created_at__gte=timezone.now() - WAITS)
    return waiting.filter(public_id=public_id).first()
