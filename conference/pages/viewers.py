"""Who is reading: taken from the session, nothing for visitors without one."""

from django.conf import settings
from django.http import HttpRequest

from conference.agenda.access import ANONYMOUS, Viewer
from conference.edition.models import Edition
from conference.permissions import can_edit_agenda
from conference.registration.places import Registration, RegistrationItem
from people.accounts.models import User


def viewer_of(request: HttpRequest, edition: Edition) -> Viewer:
    """Return what the request's reader may see of an edition. Without a session cookie nothing is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return ANONYMOUS
    return viewer_for(request.user, edition)


def viewer_for(user: User, edition: Edition) -> Viewer:
    """Return what a person may see: registered with a firm place, their valid clearances, their session tickets."""
    if can_edit_agenda(user):
        return Viewer(registered=True, clearances=user.clearance_kinds, staff=True)
    places = Registration.objects.of(edition).of_user(user).approved()
    keys = list(places.values_list("pk", flat=True))
    if not keys:
        return ANONYMOUS
    bought = RegistrationItem.objects.filter(registration__in=keys, add_on__isnull=False, cancelled_at=None)
    return Viewer(
        registered=True,
        clearances=user.clearance_kinds,
        tickets=frozenset(bought.values_list("add_on__session__code", flat=True)),
    )
