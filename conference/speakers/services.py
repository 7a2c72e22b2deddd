"""Write speakers, and read who they are."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from conference.edition.models import Edition
from conference.speakers.models import Headshot, Speaker, SpeakerIdentity
from conference.speakers.profile import FIELDS, Profile, arrange, true_profile
from core import page_cache
from core.audit.services import record
from core.codes import public_id
from core.media.models import Image


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
    arrange(profile, speaker, identity, picture_to_show(speaker, profile))
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


def picture_to_show(speaker: Speaker, profile: Profile) -> Image | None:
    """Return what pages may show of a speaker's own picture; made when it may be shown, deleted when it may not.

    Its file's name says nothing: it stands in addresses.
    """
    kept = Headshot.objects.filter(speaker=speaker).select_related("file", "image").first()
    if kept is None:
        return None
    if not profile.shows_picture:
        if kept.image:
            kept.image.delete()
        return None
    if kept.image is None:
        with kept.file.content.open("rb") as content:
            file = ContentFile(content.read(), name=f"{public_id()}.jpg")
        kept.image = Image.objects.create(title=f"Speaker {speaker.code}", file=file, alternative_text=profile.name)
        kept.save(update_fields=["image"])
    return kept.image
