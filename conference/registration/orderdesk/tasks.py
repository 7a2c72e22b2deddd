"""What the order desk forgets by itself."""

from datetime import timedelta

from conference.registration.orderdesk.noting import forget_look_ups, forget_notes
from core.clock.schedule import periodic


@periodic(every=timedelta(days=1))
def forget_what_the_desk_wrote() -> None:
    """Empty old notes and delete old look-ups."""
    forget_notes()
    forget_look_ups()
