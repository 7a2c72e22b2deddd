"""Which answers somebody may read."""

from typing import Any

from conference.permissions import can_decide_registrations, can_scan, can_see_registrations
from conference.registration.places import Registration
from conference.registration.questions.models import AnswerOfPlaceQuerySet, PlaceAnswer, Visibility


def visible_to(user: Any) -> list[str]:
    """Return the classes of answers that somebody's roles open."""
    found = []
    if can_decide_registrations(user):
        found.append(Visibility.REGISTRATION)
    if can_decide_registrations(user) or can_see_registrations(user):
        found.append(Visibility.STAFF)
    if found or can_scan(user):
        found.append(Visibility.DESK)
    return [str(visibility) for visibility in found]


def answers_for(user: Any, place: Registration) -> AnswerOfPlaceQuerySet:
    """Return a place's answers that this person may read, in the questions' order."""
    return PlaceAnswer.objects.filter(registration=place).read_by(*visible_to(user))
