"""Run what is due, each job by one process at a time."""

import logging

from django.db.models import Q
from django.utils import timezone

from core.clock.models import PeriodicRun
from core.clock.schedule import JOBS, Periodic

logger = logging.getLogger(__name__)


def run_due() -> list[str]:
    """Run every job whose time has come and return the names of those that ran.

    A row is claimed with one conditional update, so two clocks never run the same job together. A job that raises
    is logged and noted in its row, and tried again at its next time; the others run all the same.
    """
    started = dict(PeriodicRun.objects.values_list("name", "last_started_at"))
    now = timezone.now()
    due = [job for job in JOBS.values() if not (last := started.get(job.name)) or last <= now - job.every]
    return [job.name for job in due if _claim(job) and _run(job)]


def _claim(job: Periodic) -> bool:
    now = timezone.now()
    PeriodicRun.objects.get_or_create(name=job.name)
    due = Q(last_started_at=None) | Q(last_started_at__lte=now - job.every)
    return bool(PeriodicRun.objects.filter(due, name=job.name).update(last_started_at=now))


def _run(job: Periodic) -> bool:
    error = ""
    try:
        job.run()
    except Exception as failure:
        logger.exception("periodic job %s failed", job.name)
        error = type(failure).__name__
    PeriodicRun.objects.filter(name=job.name).update(last_finished_at=timezone.now(), last_error=error)
    return True
