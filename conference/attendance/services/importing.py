"""Look at a file of scans, and take it in: each row a scan like any other, judged, stored and chained."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from conference.attendance.importing.rows import COLUMNS, NEEDED, Fault, FileScan, read_rows
from conference.attendance.reasons import TAKEN, Reason
from conference.attendance.services.scanning import look_at, record_scan, was_sent
from conference.edition.models import Edition
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.imports.tables import Table, Unreadable, read_table

PURPOSE = "scans"
# A file of who was where waits no longer than somebody needs to look at it.
WAITS = timedelta(hours=1)
# What a page can take in while its reader waits; the command takes more.
MOST_ROWS = 2_000


@dataclass
class Report:
    """What a file holds: rows that cannot be read, or the answer to each; `before` counts what was stored already."""

    faults: list[Fault] = field(default_factory=list)
    answers: Counter[Reason] = field(default_factory=Counter)
    refused: list[tuple[int, Reason]] = field(default_factory=list)
    before: int = 0

    @property
    def taken(self) -> int:
        """How many let somebody through."""
        return sum(count for reason, count in self.answers.items() if reason in TAKEN)

    def note(self, row: FileScan, reason: Reason) -> None:
        """Count an answer; a refusal keeps its row."""
        self.answers[reason] += 1
        if reason not in TAKEN:
            self.refused.append((row.number, reason))


def read_scans(content: bytes, *, most: int | None = MOST_ROWS) -> Table:
    """Return the table in an uploaded file; raises Unreadable."""
    table = read_table(content, COLUMNS, needed=NEEDED)
    if not table.rows:
        raise Unreadable(_("The file names no scan."))
    if most is not None and len(table.rows) > most:
        raise Unreadable(_("The file has more than %d rows. Split it, one file a door or a day.") % most)
    return table


def check_scans(*, edition: Edition, table: Table) -> Report:
    """Return what the doors would answer as things stand; nothing is stored."""
    rows, faults = read_rows(edition, table)
    report = Report(faults)
    seen: set[tuple[str, str]] = set()
    for row in rows if not faults else ():
        act = row.reading.client, row.reading.client_key
        if act in seen or was_sent(row.reading):
            report.before += 1
        else:
            report.note(row, look_at(door=row.door, reading=row.reading))
        seen.add(act)
    return report


def take_scans(*, edition: Edition, table: Table, actor: Any) -> Report:
    """Store every row of a file that can be read whole; nothing of another one. The same row again changes nothing.

    Each row has a transaction of its own, so that doors are never kept waiting; who was interrupted starts again.
    """
    rows, faults = read_rows(edition, table)
    report = Report(faults)
    if faults:
        return report
    for row in rows:
        if was_sent(row.reading):
            report.before += 1
        else:
            report.note(row, record_scan(door=row.door, reading=row.reading, actor=actor).reason)
    changes = {"rows": len(rows), "taken": report.taken, "refused": len(report.refused), "before": report.before}
    record(actor=actor, action="attendance.imported", obj=edition, changes=changes)
    return report


def keep_scans(content: bytes) -> PrivateFile:
    """Let an uploaded file wait for its confirmation where no address leads."""
    return store_private(content, name="scans", content_type="application/octet-stream", purpose=PURPOSE)


def waiting_scans(public_id: str) -> PrivateFile | None:
    """Return a file that waits, unless it has waited too long."""
    waiting = PrivateFile.objects.filter(purpose=PURPOSE, erased_at=None, created_at__gte=timezone.now() - WAITS)
    return waiting.filter(public_id=public_id).first()


def drop_forgotten_scans() -> int:
    """Erase the files that nobody confirmed in time; return how many there were."""
    old = PrivateFile.objects.filter(purpose=PURPOSE, erased_at=None, created_at__lt=timezone.now() - WAITS)
    files = list(old)
    for file in files:
        erase_private(file)
    return len(files)
