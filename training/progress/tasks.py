"""What happens to attempts outside the request."""

from datetime import timedelta

from django.utils import timezone

from core.clock.schedule import periodic
from training.progress.handing_in import hand_in_overdue
from training.progress.regrading import catch_up


@periodic(every=timedelta(minutes=1))
def end_attempts() -> None:
    """Hand in what was saved of attempts whose time is over."""
    hand_in_overdue(timezone.now())


@periodic(every=timedelta(minutes=5))
def follow_corrections() -> None:
    """Regrade what was handed in at the very moment of a correction."""
    catch_up(timezone.now())
