"""What happens to attempts outside the request."""

from datetime import timedelta

from django.utils import timezone

from core.clock.schedule import periodic
from training.progress.handing_in import hand_in_overdue


@periodic(every=timedelta(minutes=1))
def end_attempts() -> None:
    """Hand in what was saved of attempts whose time is over."""
    hand_in_overdue(timezone.now())
