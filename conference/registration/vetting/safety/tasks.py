"""Look through what waits when the block list has grown."""

from django.utils import timezone
from django_tasks import task

from conference.registration.places import Registration
from conference.registration.states import State


@task()
def look_through() -> int:
    """Compare every waiting application of a conference that is not over; return how many are held now."""
    # The services enqueue this task: a circle if imported above.
    from conference.registration.vetting.safety.services import hold_waiting

    waiting = Registration.objects.filter(state=State.APPLIED, edition__end_date__gte=timezone.localdate())
    return hold_waiting(list(waiting.exclude(name="").select_related("order").order_by("pk")))
