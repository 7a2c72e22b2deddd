"""Letters are handed to the outbox outside the request; those who have not answered are reminded."""

from datetime import timedelta

from django_tasks import task

from core.clock.schedule import periodic


@task()
def hand_over_letters(dispatch_id: int) -> int:
    """Put a dispatch's letters into the outbox; return how many."""
    # The services enqueue this task: a circle if imported above.
    from conference.proposals.letters.services import hand_over

    return hand_over(dispatch_id)


@periodic(every=timedelta(hours=1))
def remind_the_unanswered() -> int:
    """Write to accepted speakers who have not answered, some days before the deadline; return to how many."""
    # As above.
    from conference.proposals.letters.reminding import remind

    return remind()
