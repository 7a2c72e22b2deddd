"""Mass refunds go on by themselves, a killed worker or not."""

from datetime import timedelta

from django_tasks import task

from conference.registration.refunding.models import MassRefund
from conference.registration.refunding.services import run
from core.clock.schedule import periodic


@task()
def go_on(mass_refund_id: int) -> bool:
    """Work on the next orders of a mass refund; return whether some are left."""
    mass = MassRefund.objects.select_related("edition").get(pk=mass_refund_id)
    more = run(mass)
    if more:
        go_on.enqueue(mass_refund_id)
    return more


@periodic(every=timedelta(minutes=3))
def resume_mass_refunds() -> int:
    """Go on with what a killed worker left behind; return how many were not through."""
    open_ones = list(MassRefund.objects.filter(finished_at=None).values_list("pk", flat=True))
    for key in open_ones:
        go_on.enqueue(key)
    return len(open_ones)
