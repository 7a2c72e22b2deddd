"""Reminders of certificates that expire."""

from datetime import timedelta

from django.utils import timezone

from core.clock.schedule import periodic
from training.enrollment.renewals.services import remind_holders


@periodic(every=timedelta(hours=12))
def remind_of_renewals() -> int:
    """Tell whoever's certificate is about to expire; return how many mails were written."""
    return remind_holders(timezone.localdate())
