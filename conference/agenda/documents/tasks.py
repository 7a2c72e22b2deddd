"""Make the agenda's documents outside requests."""

from datetime import timedelta

from django_tasks import task

from conference.agenda.documents import services
from core.clock.schedule import periodic


@task()
def make_document(document_id: int) -> str:
    """Make a document that somebody asked for."""
    return services.make(document_id)


@periodic(every=timedelta(minutes=2))
def renew_documents() -> int:
    """Replace the documents that show what is no longer true, whether or not anybody asks for them."""
    return services.renew_stale()
