"""Messages are handed to the outbox outside the request; a lost task is found again."""

from datetime import timedelta

from django_tasks import task

from core.clock.schedule import periodic


@task()
def hand_over_message(message_id: int) -> int:
    """Hand the next batch of a message over; return how many copies."""
    # What hands over enqueues this task: a circle if imported above.
    from conference.registration.outreach.handing import hand_over

    return hand_over(message_id)


@periodic(every=timedelta(minutes=5))
def go_on_with_messages() -> int:
    """Go on with messages whose task was lost; return how many there are. Harmless beside a task at work."""
    # As above.
    from conference.registration.outreach.handing import hand_over
    from conference.registration.outreach.models import BulkMessage

    sending = list(BulkMessage.objects.filter(state=BulkMessage.State.SENDING).values_list("pk", flat=True))
    for key in sending:
        hand_over(key)
    return len(sending)
