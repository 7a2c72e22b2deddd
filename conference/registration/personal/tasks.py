"""Freed places find their people even where nobody asked: after a new version, a larger room, a cancelled ticket."""

from datetime import timedelta

from django.utils import timezone

from conference.agenda.models import Session
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import promote
from conference.registration.states import OCCUPYING
from core.clock.schedule import periodic


@periodic(every=timedelta(minutes=2))
def hand_places_on() -> int:
    """Cancel the sign-ups of places that are gone, give free places to those who wait; return how many were given."""
    gone = SignUp.objects.standing().exclude(registration__state__in=OCCUPYING)
    gone.update(state=SignUp.State.CANCELLED, cancelled_at=timezone.now())
    waiting = Session.objects.filter(sign_ups__state=SignUp.State.WAITING).distinct()
    return sum(len(promote(session)) for session in waiting)
