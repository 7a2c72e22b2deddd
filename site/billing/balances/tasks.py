"""Credits run out by themselves."""

from datetime import timedelta

from django.utils import timezone

from billing.balances.models import Balance
from billing.balances.services import expire
from core.clock.schedule import periodic
from core.money import ZERO


@periodic(every=timedelta(hours=6))
def expire_balances() -> int:
    """End the credits whose last day is over; return how many had something left."""
    over = Balance.objects.over(timezone.localdate())
    return sum(expire(balance) > ZERO for balance in over.order_by("pk")[:200])
