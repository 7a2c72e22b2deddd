"""What follows an accepted order is made too: tickets, documents, mails."""

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

PDFS_MADE = 4


@pytest.fixture
def fulfil():
    """Run the tasks that wait; a task that raises fails the test. Drawing PDFs is slow, so only the first are made."""
    made = []

    def run():
        if len(made) >= PDFS_MADE:
            return
        made.append(None)
        for _round in range(20):
            waiting = list(DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at"))
            if not waiting:
                return
            for task in waiting:
                task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
                DBTaskResult.objects.filter(pk=task.pk).update(
                    status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now()
                )

    return run
