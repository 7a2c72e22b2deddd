"""Clean what was sent, outside requests."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from certificates.reported import services
from certificates.reported.models import Report
from core.clock.schedule import periodic

# A task that was asked for so long ago is lost.
PATIENCE = timedelta(minutes=15)


@task()
def check_report(report_id: int) -> str:
    """Clean a file that was sent."""
    return services.check(report_id)


@periodic(every=timedelta(minutes=15))
def check_forgotten_reports() -> int:
    """Clean what a killed worker left, and return how many."""
    lost = Report.objects.filter(state=Report.State.CHECKING, reported_at__lt=timezone.now() - PATIENCE)
    return sum(bool(services.check(key)) for key in lost.values_list("pk", flat=True))
