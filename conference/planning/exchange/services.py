"""Take the agenda away as a table, and take a table in: all of it or nothing."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.agenda.conflicts import Conflict
from conference.agenda.services.editing import add_sessions, change_sessions
from conference.agenda.services.locking import lock_agenda
from conference.agenda.services.presenting import set_credits, set_presenters
from conference.edition.models import Edition
from conference.planning.conflicts.loading import conflicts_of
from conference.planning.exchange.columns import CODE, REVISION, Cell, columns_for, row_of, scheme_codes
from conference.planning.exchange.known import sessions_of
from conference.planning.exchange.plan import Change, Plan, make_plan
from conference.planning.publishing.services import AgendaMoved
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.imports.tables import Table, read_table

PURPOSE = "agenda-import"
# How long an uploaded table waits for its confirmation.
WAITS = timedelta(hours=2)


class BadTable(Exception):
    """Cells of the table cannot be taken; nothing was changed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"{len(plan.problems)} problems")
        self.plan = plan


@dataclass
class Preview:
    """What taking a table in would do: the difference, and conflicts that the agenda does not have yet."""

    plan: Plan
    conflicts: list[Conflict] = field(default_factory=list)


def export_table(edition: Edition) -> tuple[list[str], list[list[Cell]]]:
    """Return the working agenda as a header and rows, in order of time; the tray's sessions come last."""
    names = [column.name for column in columns_for(scheme_codes())]
    rows = sorted(sessions_of(edition), key=lambda item: (item.starts_at is None, item.starts_at or 0, item.code))
    found = [row_of(session, edition) for session in rows]
    return names, [[cells.get(name, "") for name in names] for cells in found]


def read_upload(content: bytes) -> Table:
    """Return the table in an uploaded file; raises Unreadable."""
    return read_table(content, [column.name for column in columns_for(scheme_codes())], needed=(CODE, REVISION))


@transaction.atomic
def preview_import(*, edition: Edition, table: Table) -> Preview:
    """Return what taking the table in would do. It is done, looked at and undone, so that the preview cannot err."""
    before = set(conflicts_of(edition))
    plan = make_plan(edition, table)
    if plan.problems or not plan.changes:
        return Preview(plan)
    with transaction.atomic():
        _apply(edition, plan, None)
        conflicts = [item for item in conflicts_of(edition) if item not in before]
        transaction.set_rollback(True)
    return Preview(plan, conflicts)


@transaction.atomic
def import_table(*, edition: Edition, table: Table, actor: Any, seen: int) -> Plan:
    """Take a table in as it was previewed at the agenda's revision `seen`; raises AgendaMoved and BadTable."""
    agenda = lock_agenda(edition)
    # The lock itself counts one change.
    if agenda.revision - 1 != seen:
        raise AgendaMoved
    plan = make_plan(edition, table)
    if plan.problems:
        raise BadTable(plan)
    _apply(edition, plan, actor)
    record(
        actor=actor,
        action="agenda.imported",
        obj=agenda,
        changes={"rows": len(table.rows), "changed": len(plan.changes), "unchanged": plan.unchanged},
    )
    return plan


def _apply(edition: Edition, plan: Plan, actor: Any) -> None:
    made = [change.session for change in plan.changes if change.is_new]
    kept = [change.session for change in plan.changes if not change.is_new]
    if made:
        add_sessions(edition=edition, sessions=made, actor=actor)
    if kept:
        change_sessions(edition=edition, sessions=kept, actor=actor, expected={item.pk: item.revision for item in kept})
    presenters = {_key(item): item.presenters for item in plan.changes if item.presenters is not None}
    if presenters:
        set_presenters(edition=edition, presenters=presenters, actor=actor)
    minutes = {_key(item): item.credits for item in plan.changes if item.credits is not None}
    if minutes:
        set_credits(edition=edition, minutes=minutes, actor=actor)


def _key(change: Change) -> int:
    return change.session.pk


def keep_upload(content: bytes) -> PrivateFile:
    """Let an uploaded table wait for its confirmation where no address leads."""
    return store_private(content, name="agenda", content_type="application/octet-stream", purpose=PURPOSE)


def waiting_upload(public_id: str) -> PrivateFile | None:
    """Return a table that waits, unless it has waited too long."""
    since = timezone.now() - WAITS
    waiting = PrivateFile.objects.filter(purpose=PURPOSE, erased_at=None, created_at__gte=since)
    return waiting.filter(public_id=public_id).first()


def drop_upload(file: PrivateFile) -> None:
    """Delete an uploaded table."""
    erase_private(file)


def drop_forgotten() -> int:
    """Delete the tables that nobody confirmed in time; return how many there were."""
    old = PrivateFile.objects.filter(purpose=PURPOSE, erased_at=None, created_at__lt=timezone.now() - WAITS)
    files = list(old)
    for file in files:
        erase_private(file)
    return len(files)
