"""Write speakers, and read who they are."""

from typing import Any

from django.db import transaction

from conference.edition.models import Edition
from conference.speakers.models import Speaker, SpeakerIdentity
from conference.speakers.profile import FIELDS, Profile, arrange, true_profile
from core import page_cache
from core.audit.services import record


@transaction.atomic
def add_speaker(
    *, edition: Edition, code: str, profile: Profile, actor: Any, provisional: bool = False, user: Any = None
) -> Speaker:
    """Add a speaker to an edition, each value kept where its flags say it belongs.

    Of a provisional one nobody knows before they stand in a published version.
    """
    speaker = Speaker(edition=edition, code=code, provisional=provisional, user=user)
    identity = SpeakerIdentity()
    arrange(profile, speaker, identity)
    speaker.save()
    identity.speaker = speaker
    identity.save()
    record(actor=actor, action="speaker.added", obj=speaker, changes={"code": code})
    page_cache.bump()
    return speaker


@transaction.atomic
def change_speaker(*, speaker: Speaker, profile: Profile, actor: Any) -> Speaker:
    """Replace a speaker's true values and flags; the audit entry names the fields, not the values."""
    before, identity = true_profile(speaker), speaker.identity
    changed = [name for name in FIELDS if getattr(before, name) != getattr(profile, name)]
    arrange(profile, speaker, identity)
    speaker.save()
    identity.save()
    if changed:
        record(actor=actor, action="speaker.changed", obj=speaker, changes={"fields": changed})
    page_cache.bump()
    return speaker


@transaction.atomic
def read_identity(*, speaker: Speaker, actor: Any, reason: str) -> Profile:
    """Return a speaker's true values to a member of staff; every read is recorded with its reason."""
    record(actor=actor, action="speaker.identity_read", obj=speaker, reason=reason)
    return true_profile(speaker)
