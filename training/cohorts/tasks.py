"""Credit follows what people claim after a cohort is over."""

from datetime import timedelta

from django.utils import timezone

from core.clock.schedule import periodic
from training.cohorts.models import Cohort
from training.cohorts.services import credit_cohort

LATE_CLAIMS = timedelta(days=90)


@periodic(every=timedelta(days=1))
def credit_recent_cohorts() -> int:
    """Credit who was there and has claimed a scheme since; return how many certificates were made."""
    since = timezone.localdate() - LATE_CLAIMS
    recent = Cohort.objects.filter(state=Cohort.State.HELD).with_figures().filter(last_day__gte=since)
    return sum(credit_cohort(cohort=cohort) for cohort in recent.select_related("course"))
