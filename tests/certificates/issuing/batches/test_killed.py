"""A worker that is killed in the middle of a batch: another goes on, without a double and without a gap."""

import os
import signal

import pytest
from django.db import connection
from factories.certificates import draft

from certificates.issuing.batches import services
from certificates.issuing.batches.models import Batch, BatchRow
from certificates.issuing.batches.services import begin, work
from certificates.issuing.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)

ROWS, SECONDS = 5, 120


def killed_at(name, number, batch):
    """Work on the batch in a process that kills itself, at once, in the `number`th call of a service's function."""
    # The child opens a connection of its own: of a shared one both would read half.
    connection.close()
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        return os.WTERMSIG(status)
    real, calls = getattr(services, name), 0

    def last(*args, **values):
        nonlocal calls
        result, calls = real(*args, **values), calls + 1
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(services, name, last)
    try:
        work(batch_id=batch.pk, seconds=SECONDS, processes=0)
    finally:
        os._exit(1)


@pytest.mark.parametrize(("name", "number", "issued"), [("issue_one", 3, 2), ("_issue_row", 4, 4), ("_finish", 1, 5)])
def test_what_a_killed_worker_left_is_done_once(name, number, issued):
    batch = begin(occasion="conference:2026", kinds=["attendance"], drafts=[draft() for _ in range(ROWS)], actor=None)

    assert killed_at(name, number, batch) == signal.SIGKILL
    assert Certificate.objects.count() == issued
    work(batch_id=batch.pk, seconds=SECONDS, processes=0)

    batch.refresh_from_db()
    assert batch.state == Batch.State.DONE
    assert Certificate.objects.valid().count() == Certificate.objects.count() == ROWS
    assert set(BatchRow.objects.values_list("outcome", "document")) == {("made", BatchRow.Document.MADE)}
    assert Certificate.objects.filter(file=None).count() == 0
    assert batch.rows.values("certificate").distinct().count() == ROWS
