"""Hand freed places on, and end offers whose time is over."""

from datetime import timedelta

from conference.edition.models import Edition
from conference.registration.waitlist.models import WaitEntry
from conference.registration.waitlist.services import advance
from core.clock.schedule import periodic


@periodic(every=timedelta(minutes=1))
def hand_on_places() -> int:
    """Look at every edition that somebody waits for; return how many offers were made."""
    waited_for = WaitEntry.objects.standing().order_by().values("edition")
    return sum(len(advance(edition)) for edition in Edition.objects.filter(pk__in=waited_for))
