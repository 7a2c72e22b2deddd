"""Begin, pause, resume and work on batches. Whatever dies in between: each row is done once, and none is left."""

import os
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.issuing.batches.models import FAILED, Batch, BatchRow
from certificates.issuing.batches.planning import plan
from certificates.issuing.documents import make_documents
from certificates.issuing.drafts import Draft
from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete, Outcome, issue_one
from core.audit.services import record

# Rows between two looks at whether somebody has paused; PDFs that are made together.
CHUNK, SHEET = 25, 100
# A worker that has said nothing for so long is dead. PDFs are noted one by one, so silence is never this long.
SILENT = timedelta(minutes=2)
# Fewer PDFs than this are made faster than a process of the press starts.
FEW = 12


class BatchRunning(Exception):
    """Another batch of the same occasion is not done."""


class NothingToIssue(Exception):
    """There is no certificate to make."""


def begin(*, occasion: str, kinds: Iterable[str], drafts: Iterable[Draft], actor: Any) -> Batch:
    """Freeze what is to be issued and return the batch; a task works on it. Nothing is issued yet.

    Raises Incomplete (nothing is begun), NothingToIssue, BatchRunning.
    """
    from certificates.issuing.batches.tasks import work_on_batch  # Tasks import these services.

    found = plan(drafts)
    if found.lacks:
        raise Incomplete([lack.whose for lack in found.lacks])
    if not found.ready:
        raise NothingToIssue
    try:
        with transaction.atomic():
            batch = Batch.objects.create(occasion=occasion, kinds=sorted(kinds), asked_by=actor)
            BatchRow.objects.bulk_create(
                (
                    BatchRow(
                        batch=batch,
                        kind=one.kind,
                        scheme=one.scheme,
                        scheme_code=one.key[2],
                        holder_key=one.holder_key,
                        holder=one.holder,
                        expires_on=one.expires_on,
                        design=found.designs[one.kind],
                        draft=one.text,
                    )
                    for one in found.ready
                ),
                batch_size=500,
            )
            record(
                actor=actor, action="batch.begun", obj=batch, changes={"kinds": batch.kinds, "rows": len(found.ready)}
            )
            work_on_batch.enqueue(batch.pk)
    except IntegrityError as error:
        if Batch.objects.filter(occasion=occasion).exclude(state=Batch.State.DONE).exists():
            raise BatchRunning from error
        raise
    return batch


def pause(*, batch: Batch, actor: Any) -> bool:
    """Stop a batch after the rows in hand; return whether it was running."""
    return _move(batch, Batch.State.RUNNING, Batch.State.PAUSED, "batch.paused", actor)


def resume(*, batch: Batch, actor: Any) -> bool:
    """Let a paused batch go on; return whether it was paused."""
    from certificates.issuing.batches.tasks import work_on_batch  # Tasks import these services.

    with transaction.atomic():
        moved = _move(batch, Batch.State.PAUSED, Batch.State.RUNNING, "batch.resumed", actor)
        if moved:
            work_on_batch.enqueue(batch.pk)
    return moved


@transaction.atomic
def _move(batch: Batch, before: str, after: str, action: str, actor: Any) -> bool:
    moved = Batch.objects.filter(pk=batch.pk, state=before).update(state=after)
    if moved:
        record(actor=actor, action=action, obj=batch)
    return bool(moved)


def work(*, batch_id: int, seconds: float, processes: int | None = None) -> bool:
    """Issue a batch's rows, then make their PDFs, for about so many seconds; return whether there is more to do.

    A row is issued and marked in one transaction, under its lock: two workers, or one that died, make no double.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not Batch.objects.filter(pk=batch_id, state=Batch.State.RUNNING).update(worked_at=timezone.now()):
            return False
        rows = BatchRow.objects.filter(batch=batch_id)
        waiting = list(rows.filter(outcome="").values_list("pk", flat=True)[:CHUNK])
        if waiting:
            for pk in waiting:
                _issue_row(pk)
            continue
        printing = list(rows.filter(document=BatchRow.Document.WAITING).values_list("pk", flat=True)[:SHEET])
        if printing:
            _print_rows(batch_id, printing, processes)
            continue
        _finish(batch_id)
        return False
    return True


def _issue_row(pk: int) -> None:
    try:
        _issue_locked(pk)
    except IntegrityError:
        # Somebody issued the same by hand at this moment; now it is there, and the second look finds it.
        try:
            _issue_locked(pk)
        except IntegrityError:
            problem = _("Another certificate for the same was issued at the same time.")
            BatchRow.objects.filter(pk=pk, outcome="").update(outcome=FAILED, problem=problem[:200])


@transaction.atomic
def _issue_locked(pk: int) -> None:
    rows = BatchRow.objects.select_for_update(of=("self",)).select_related(
        "batch__asked_by", "design", "holder", "scheme"
    )
    row = rows.get(pk=pk)
    if row.outcome:
        return
    certificate, outcome = issue_one(ready=row.ready(), actor=row.batch.asked_by, design=row.design)
    row.certificate, row.outcome, row.draft = certificate, outcome, ""
    if certificate is not None and certificate.file_id is None:
        row.document = BatchRow.Document.WAITING
    row.save(update_fields=["certificate", "outcome", "draft", "document"])


def _print_rows(batch_id: int, rows: list[int], processes: int | None) -> None:
    """Make some PDFs, noting each as it comes; a sign of life goes with it."""
    certificates = Certificate.objects.select_related("file", "design", "scheme").filter(
        pk__in=BatchRow.objects.filter(pk__in=rows).values("certificate")
    )
    asked = BatchRow.objects.filter(pk__in=rows)
    asked.filter(certificate__file__isnull=False).update(document=BatchRow.Document.MADE)
    many = processes if processes is not None else cores() if len(rows) > FEW else 0
    for certificate, problem in make_documents(certificates, processes=many):
        state = BatchRow.Document.FAILED if problem else BatchRow.Document.MADE
        asked.filter(certificate=certificate).update(document=state, problem=problem[:200])
        Batch.objects.filter(pk=batch_id).update(worked_at=timezone.now())


def _finish(batch_id: int) -> None:
    done = {"state": Batch.State.DONE, "finished_at": timezone.now()}
    with transaction.atomic():
        if Batch.objects.filter(pk=batch_id, state=Batch.State.RUNNING).update(**done):
            batch = Batch.objects.get(pk=batch_id)
            counts = {name: batch.progress()[name] for name in (*Outcome.values, FAILED)}
            record(actor=batch.asked_by, action="batch.done", obj=batch, changes=counts)


def abandoned() -> list[int]:
    """Return the running batches at which nobody works."""
    silent = Q(worked_at__lt=timezone.now() - SILENT) | Q(worked_at=None, asked_at__lt=timezone.now() - SILENT)
    return list(Batch.objects.filter(silent, state=Batch.State.RUNNING).values_list("pk", flat=True))


def cores() -> int:
    """Return how many processes make PDFs at once."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)
