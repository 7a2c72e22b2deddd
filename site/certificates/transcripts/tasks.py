"""Transcripts, outside requests; none is kept for long."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from certificates.transcripts import services
from certificates.transcripts.models import Transcript
from core.clock.schedule import periodic
from core.files.services import erase_private

# All that somebody earned, in one file: whoever wants it again has it made again.
KEPT = timedelta(days=1)


@task()
def make_transcript(transcript_id: int) -> bool:
    """Make a person's transcript."""
    return services.make(transcript_id)


@periodic(every=timedelta(hours=6))
def erase_transcripts() -> int:
    """Erase the transcripts that are a day old; return how many."""
    old = list(Transcript.objects.filter(asked_at__lt=timezone.now() - KEPT).select_related("file"))
    for row in old:
        row.delete()
        if row.file:
            erase_private(row.file)
    return len(old)
