"""What questions do by themselves."""

from datetime import timedelta

from conference.registration.questions.services import forget_needs
from core.clock.schedule import periodic


@periodic(every=timedelta(days=1))
def forget_what_people_needed() -> int:
    """Delete dietary and access needs sixty days after the conference (DOMAIN.md §5.13)."""
    return forget_needs()
