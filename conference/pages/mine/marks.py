"""How the reader holds the session of a page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from conference.agenda.projection import SessionView
from conference.edition.models import Edition
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.places import Registration


def own_marks(request: HttpRequest, edition: Edition, view: SessionView) -> dict[str, Any]:
    """Return whether the reader saved the session and their sign-up; without a session cookie nothing is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return {}
    saved = SavedSession.objects.filter(user=request.user, session__edition=edition, session__code=view.code)
    places = Registration.objects.of(edition).of_user(request.user).approved()
    turns = SignUp.objects.standing().filter(registration__in=places, session__code=view.code)
    return {"is_saved": saved.exists(), "own_turn": turns.first() if view.sign_up else None}
