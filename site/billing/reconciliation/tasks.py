"""Compare with Stripe outside requests: when asked, and every day."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from core.clock.schedule import periodic

DAYS = 7


@task()
def run_reconciliation(run_id: int) -> str:
    """Run one comparison."""
    # The services enqueue this task: a circle if the import stood above.
    from billing.reconciliation.services import run

    return run(run_id)


@periodic(every=timedelta(hours=24))
def reconcile_last_week() -> int:
    """Have the seven days until yesterday compared; return how many comparisons were asked for."""
    from billing.errors import UnderWayError
    from billing.reconciliation.services import request_reconciliation

    if not settings.STRIPE_SECRET_KEY:
        return 0
    until = timezone.localdate() - timedelta(days=1)
    try:
        request_reconciliation(since=until - timedelta(days=DAYS - 1), until=until, actor=None)
    except UnderWayError:
        return 0
    return 1
