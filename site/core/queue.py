"""The care of the task queue: failed tasks are tried again with growing pauses, lost ones are taken up.

The queue is a table of the same database (django-tasks-db), so a task enqueued inside a transaction lives or dies
with it. The library runs a task once; this module adds what it leaves out.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks.base import TASK_MIN_PRIORITY, TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from core.clock.schedule import periodic

MAX_ATTEMPTS = 6
LOST_AFTER = timedelta(minutes=15)
KEEP = timedelta(days=14)


def dead_tasks() -> DBTaskResultQuerySet:
    """Return the tasks that failed MAX_ATTEMPTS times and wait for a person, newest first."""
    failed = DBTaskResult.objects.failed().order_by("-finished_at")
    dead = [task.pk for task in failed[:500] if len(task.worker_ids) >= MAX_ATTEMPTS]
    return DBTaskResult.objects.filter(pk__in=dead).order_by("-finished_at")


def let_others_first() -> int:
    """Put everything that waits now behind whatever is enqueued from now on; return how many tasks that were."""
    return DBTaskResult.objects.ready().update(priority=TASK_MIN_PRIORITY)


def try_again(task_id: str) -> bool:
    """Queue a dead task once more with fresh attempts; return whether it was one."""
    try:
        dead = dead_tasks().filter(pk=UUID(task_id))
    except ValueError:
        return False
    return bool(dead.update(status=TaskResultStatus.READY, run_after=timezone.now(), worker_ids=[], finished_at=None))


@periodic(every=timedelta(seconds=30))
def revive_tasks() -> int:
    """Queue failed tasks again after 1, 2, 4 … minutes and tasks whose worker died; return how many."""
    revived = 0
    for task in DBTaskResult.objects.failed().filter(finished_at__gte=timezone.now() - KEEP).iterator():
        attempts = len(task.worker_ids)
        if attempts < MAX_ATTEMPTS:
            revived += _ready(task, after=task.finished_at + timedelta(minutes=2 ** (attempts - 1)))
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    for task in lost.iterator():
        revived += _ready(task, after=timezone.now())
    return revived


def _ready(task: "DBTaskResult[..., object]", *, after: object) -> int:
    unchanged = DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at)
    return unchanged.update(status=TaskResultStatus.READY, run_after=after, finished_at=None)


@periodic(every=timedelta(hours=6))
def forget_finished_tasks() -> None:
    """Delete the rows of tasks that succeeded two weeks ago."""
    DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - KEEP).delete()
