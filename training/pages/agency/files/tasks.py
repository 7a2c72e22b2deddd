"""Make reports outside requests, and erase them in time."""

from datetime import timedelta

from django_tasks import task

from core.clock.schedule import periodic
from training.pages.agency.files import services


@task(queue_name="bulk")
def make_report(file_id: int) -> bool:
    """Make a report that somebody asked for; harmless when it runs twice."""
    return services.make(file_id)


@periodic(every=timedelta(hours=1))
def expire_reports() -> int:
    """Erase what is a day old."""
    return services.expire_files()
