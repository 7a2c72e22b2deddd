"""PDFs of certificates, outside requests."""

from django_tasks import task

from certificates.issuing.documents import ensure_document
from certificates.issuing.models import Certificate


@task()
def make_document(certificate_id: int) -> None:
    """Make a certificate's PDF unless it is there."""
    ensure_document(Certificate.objects.select_related("file").get(pk=certificate_id))
