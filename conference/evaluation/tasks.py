"""Reminders to evaluate."""

from datetime import timedelta

from conference.evaluation import reminding
from core.clock.schedule import periodic


@periodic(every=timedelta(minutes=30))
def remind() -> int:
    """Ask those who have not evaluated yet; return how many."""
    return reminding.remind_all()
