"""Tasks run when the test says so."""

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


@pytest.fixture
def run_tasks():
    """Run every task that waits, and those that they enqueue; a task that raises fails the test."""

    def run():
        for _round in range(20):
            waiting = list(DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at"))
            if not waiting:
                return
            for task in waiting:
                arguments = task.args_kwargs
                task.task.call(*arguments["args"], **arguments["kwargs"])
                DBTaskResult.objects.filter(pk=task.pk).update(
                    status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now()
                )
        raise AssertionError("tasks keep enqueuing tasks")

    return run
