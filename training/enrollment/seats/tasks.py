"""What happens to seats outside the request."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from billing.orders.models import Order
from core.clock.schedule import periodic
from training.enrollment.seats.due import end_seats, remind_learners


@task()
def fulfil_seats(order_id: int) -> None:
    """Bring seats, documents and the buyer's mail in line with an order; harmless when it runs twice."""
    # The services enqueue this task through billing's signals: a circle if imported above.
    from training.enrollment.seats.fulfilment import fulfil

    fulfil(Order.objects.get(pk=order_id))


@periodic(every=timedelta(hours=6))
def look_after_seats() -> None:
    """Remind learners of their due day, and end what has run out."""
    today = timezone.localdate()
    end_seats(today)
    remind_learners(today)
