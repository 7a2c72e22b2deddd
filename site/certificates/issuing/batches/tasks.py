"""Batches go on in the background; one whose worker died is taken up again."""

from datetime import timedelta

from django_tasks import task

from certificates.issuing.batches.services import abandoned, work
from core.clock.schedule import periodic

# After so long a batch lets other tasks of its queue come in between.
SECONDS = 60


@task(queue_name="bulk")
def work_on_batch(batch_id: int) -> None:
    """Work on a batch for a while, and leave the rest to the next turn."""
    if work(batch_id=batch_id, seconds=SECONDS):
        work_on_batch.enqueue(batch_id)


@periodic(every=timedelta(minutes=1))
def take_up_batches() -> int:
    """Take up the batches that nobody works on; return how many."""
    found = abandoned()
    for batch_id in found:
        work_on_batch.enqueue(batch_id)
    return len(found)
