"""What speakers add about themselves and their sessions once they are in the programme."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.agenda.models import Session
from conference.agenda.services.editing import change_session
from conference.speakers.models import Speaker
from conference.speakers.profile import true_profile
from conference.speakers.services import change_speaker
from core.audit.services import record


@transaction.atomic
def save_disclosure(*, speaker: Speaker, text: str, actor: Any) -> None:
    """Keep what somebody declares."""
    locked = _lock(speaker)
    locked.identity.disclosure = text
    locked.identity.save(update_fields=["disclosure"])
    record(actor=actor, action="speaker.disclosed", obj=locked)


@transaction.atomic
def save_needs(*, speaker: Speaker, needs: list[str], actor: Any) -> Speaker:
    """Keep what somebody needs in their room; nothing is an answer too."""
    locked = _lock(speaker)
    locked.av_answered_at = timezone.now()
    profile = true_profile(locked)
    profile.av_needs = needs
    return change_speaker(speaker=locked, profile=profile, actor=actor)


def save_objectives(*, session: Session, objectives: list[str], expected: int, actor: Any) -> Session:
    """Keep a session's objectives; an approved credit goes back to review. Raises StaleSession.

    `expected` is the revision of the session that its speaker saw.
    """
    session.learning_objectives = objectives
    return change_session(session=session, actor=actor, reason="by its speaker", expected=expected)


def _lock(speaker: Speaker) -> Speaker:
    rows = Speaker.objects.select_for_update(of=("self",)).select_related("identity")
    return rows.get(pk=speaker.pk)


@transaction.atomic
def save_flags(*, speaker: Speaker, name: bool, photo: bool, organization: bool, actor: Any) -> Speaker:
    """Publish or hide name, picture and organization, everywhere and at once."""
    locked = _lock(speaker)
    profile = true_profile(locked)
    profile.publish_name, profile.publish_photo, profile.publish_organization = name, photo, organization
    return change_speaker(speaker=locked, profile=profile, actor=actor)
