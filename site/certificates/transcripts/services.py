"""Give out a transcript while it says what is true, and have it made again when it no longer does."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from certificates.transcripts.content import Content, transcript_content
from certificates.transcripts.models import Transcript
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.pdf import render_pdf

TEMPLATE = "certificates/transcript"
# A task that was asked for so long ago is lost, or has given up.
PATIENCE = timedelta(minutes=10)


def transcript(*, user: Any, language: str) -> PrivateFile | None:
    """Return a person's transcript, or None while a task makes it. A stale one is erased and never given out."""
    mark = fingerprint(_content(user, language))
    found = Transcript.objects.filter(holder=user, language=language).select_related("file").first()
    if found and found.file and found.fingerprint == mark:
        return found.file
    if found is None or found.fingerprint != mark or found.asked_at < timezone.now() - PATIENCE:
        _order(user, language, mark)
    return None


def make(transcript_id: int) -> bool:
    """Make a transcript and return whether there is one now. Called by tasks only, in no transaction."""
    wanted = Transcript.objects.select_related("holder").filter(pk=transcript_id).first()
    if wanted is None:
        return False
    content = _content(wanted.holder, wanted.language)
    with translation.override(wanted.language):
        pdf = render_pdf(TEMPLATE, {**content, "language": wanted.language, "made_at": timezone.now()})
    file = store_private(pdf, name="transcript.pdf", content_type="application/pdf", purpose="transcript")
    with transaction.atomic():
        row = Transcript.objects.select_for_update(of=("self",)).select_related("file").get(pk=transcript_id)
        before, row.file, row.fingerprint = row.file, file, fingerprint(content)
        row.save(update_fields=["file", "fingerprint"])
    if before:
        erase_private(before)
    return True


def fingerprint(content: Content) -> str:
    """Return a digest of everything that a transcript says."""
    said = json.dumps([content, settings.ORGANIZATION, settings.DEMO], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _content(user: Any, language: str) -> Content:
    with translation.override(language), timezone.override(settings.TIME_ZONE):
        return transcript_content(user)


@transaction.atomic
def _order(user: Any, language: str, mark: str) -> None:
    # Tasks make what services order, so they import them: a circle otherwise.
    from certificates.transcripts.tasks import make_transcript

    rows = Transcript.objects.select_for_update(of=("self",)).select_related("file")
    values = {"fingerprint": mark, "asked_at": timezone.now()}
    row, _fresh = rows.get_or_create(holder=user, language=language, defaults=values)
    stale = row.file
    row.file, row.fingerprint, row.asked_at = None, mark, timezone.now()
    row.save(update_fields=["file", "fingerprint", "asked_at"])
    make_transcript.enqueue(row.pk)
    if stale:
        transaction.on_commit(lambda: erase_private(stale))
