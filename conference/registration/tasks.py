"""What registration does outside the request."""

from datetime import timedelta

from django_tasks import task

from conference.registration.drafts import Draft
from core.clock.schedule import periodic
from people.accounts.models import User


@task()
def fulfil_order(order_id: int) -> None:
    """Settle an order's places, make their tickets, write its mails; harmless when it runs twice."""
    # The services enqueue this task through billing's signals: a circle if imported above.
    from conference.registration.services.fulfilment import fulfil

    fulfil(order_id)


@task()
def check_again(user_id: int) -> int:
    """Let the automatic checks look again at a person's waiting places; return how many passed."""
    # As above.
    from conference.registration.services.naming import vet_again

    return len(vet_again(user=User.objects.get(pk=user_id)))


@periodic(every=timedelta(minutes=30))
def forget_old_drafts() -> None:
    """Delete registrations that were begun and left a day ago; what was typed goes with them."""
    Draft.objects.outdated().delete()
