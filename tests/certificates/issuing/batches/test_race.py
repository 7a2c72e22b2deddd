"""Several workers on one batch: each certificate once; without the lock only the database stops them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from factories.certificates import draft

from certificates.issuing.batches import services
from certificates.issuing.batches.models import BatchRow
from certificates.issuing.batches.services import begin
from certificates.issuing.models import Certificate

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

WORKERS, ROWS = 4, 5


def all_work_on_one_batch():
    """Let all workers issue the same rows in the same order; return how often the database had to stop one."""
    batch = begin(occasion="conference:2026", kinds=["attendance"], drafts=[draft() for _ in range(ROWS)], actor=None)
    rows, start = list(batch.rows.values_list("pk", flat=True)), Barrier(WORKERS)

    def work(_number):
        stopped = 0
        try:
            start.wait(timeout=30)
            for pk in rows:
                try:
                    services._issue_locked(pk)
                except DatabaseError:
                    stopped += 1
        finally:
            connection.close()
        return stopped

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        return sum(pool.map(work, range(WORKERS)))


def test_all_workers_together_issue_each_once():
    stopped = all_work_on_one_batch()

    assert (stopped, Certificate.objects.count()) == (0, ROWS)
    assert set(BatchRow.objects.values_list("outcome", flat=True)) == {"made"}
    assert BatchRow.objects.filter(certificate=None).count() == 0


def test_without_the_lock_only_the_constraint_stops_them(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction; all look before one writes."""
    together = Barrier(WORKERS)
    ready = BatchRow.ready

    def look_together(row):
        with suppress(BrokenBarrierError):
            together.wait(timeout=5)
        return ready(row)

    monkeypatch.setattr(BatchRow, "ready", look_together)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    if connection.vendor != "postgresql":
        monkeypatch.setattr(services, "_issue_locked", services._issue_locked.__wrapped__)

    stopped = all_work_on_one_batch()

    # On SQLite the inner transactions come one after the other: the last one says of the row that nothing was made.
    outcomes = set(BatchRow.objects.values_list("outcome", flat=True))
    assert stopped > 0 if connection.vendor == "postgresql" else outcomes == {"unchanged"}
    assert Certificate.objects.count() == ROWS
