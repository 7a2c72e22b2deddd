"""Changes outside requests: follow payments, end what nobody answered."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from conference.registration.changes.models import Substitution
from core.clock.schedule import periodic


@task()
def follow_extra_order(order_id: int) -> None:
    """Bring a change or a substitution in line with its order; harmless when it runs twice."""
    # The services enqueue tasks through billing's signals: a circle if imported above.
    from conference.registration.changes.services.following import follow

    follow(order_id)


@periodic(every=timedelta(minutes=10))
def end_unanswered() -> int:
    """End the proposals that somebody did not answer in time; return how many."""
    # As above.
    from conference.registration.changes.services.substituting import expire

    over = Substitution.objects.filter(state=Substitution.State.PROPOSED, until__lt=timezone.now())
    return sum(expire(proposal) for proposal in over.order_by("pk")[:200])


@periodic(every=timedelta(minutes=30))
def give_credit_back() -> int:
    """End the orders that were paid in part by a credit and whose rest never came; return how many."""
    # As above.
    from conference.registration.changes.services.crediting import end_half_paid

    return end_half_paid()
