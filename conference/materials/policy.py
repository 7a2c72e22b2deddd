"""Who may have a session's slides: pure, from what is known of the reader."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.agenda.access import Viewer, passes_audience, sees_details
from conference.agenda.models import Session


class Policy(models.TextChoices):
    """Who may have the slides, from nobody to everybody."""

    NONE = "none", _("nobody")
    CLEARED = "cleared", _("those cleared for the session, each copy marked with its reader's name")
    ATTENDED = "attended", _("those who attended")
    REGISTERED = "registered", _("registered attendees")
    PUBLIC = "public", _("everybody")


# Words of imported programmes.
ALSO_CALLED = {"attendees": Policy.REGISTERED}


# What a session's column may say so that its slides are wanted at all.
OPENING = (*(policy for policy in Policy if policy != Policy.NONE), *ALSO_CALLED)


def policy_of(session: Session) -> Policy:
    """Return a session's policy; a word that nobody defined opens nothing."""
    word = session.handouts
    if word in Policy.values:
        return Policy(word)
    return ALSO_CALLED.get(word, Policy.NONE)


def is_marked(session: Session) -> bool:
    """Return whether each copy carries its reader's name and is noted: restricted slides or a restricted session."""
    return policy_of(session) == Policy.CLEARED or session.is_restricted


def may_read(viewer: Viewer, session: Session, *, attended: bool = False) -> bool:
    """Return whether a reader may have a session's slides: never where the session itself is hidden from them."""
    policy = policy_of(session)
    if viewer.staff:
        return True
    if not sees_details(viewer, session):
        return False
    allowed = {
        Policy.PUBLIC: True,
        Policy.REGISTERED: viewer.registered,
        Policy.ATTENDED: attended,
        Policy.CLEARED: passes_audience(viewer, session),
    }
    return allowed.get(policy, False)


def may_know(viewer: Viewer, session: Session) -> bool:
    """Return whether a session's page names its slides to a reader: whether they attended is asked only at the door."""
    if policy_of(session) == Policy.ATTENDED:
        return sees_details(viewer, session) and (viewer.registered or viewer.staff)
    return may_read(viewer, session)
