"""Certificates' PDFs: each made once, from snapshot and template, in a task or a command; kept with its digest."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format

from certificates.designs.page import code_element, job_of
from certificates.designs.press import Job, NotPrintable, print_many
from certificates.designs.sandbox import BadTemplate, MissingValues
from certificates.designs.services import compiled, design_for
from certificates.designs.values import texts_of
from certificates.issuing.models import Certificate
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private


def address_of(certificate: Certificate) -> str:
    """Return the address that says whether a certificate is valid."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/verify/{certificate.printed_serial}/"


def texts(certificate: Certificate) -> dict[str, Any]:
    """Return what a certificate prints, as plain data."""
    address = address_of(certificate)
    return texts_of(
        certificate.says,
        kind=str(certificate.get_kind_display()),
        issued=date_format(certificate.issued_at),
        expires=date_format(certificate.expires_on) if certificate.expires_on else "",
        serial=certificate.printed_serial,
        address=address,
        qr=code_element(address),
    )


def job(certificate: Certificate) -> Job:
    """Return what the press makes of a certificate; raises MissingValues and BadTemplate."""
    design = certificate.design or design_for(certificate.kind)
    with translation.override(settings.LANGUAGE_CODE):
        return job_of(compiled(design.body), design.style, design.paper, texts(certificate))


def ensure_document(certificate: Certificate) -> PrivateFile:
    """Return the certificate's PDF, making it the first time; what was made is kept for good. Raises NotPrintable."""
    if certificate.file is None:
        for _certificate, problem in make_documents([certificate], processes=0):
            if problem:
                raise NotPrintable(problem)
    if certificate.file is None:
        raise NotPrintable
    return certificate.file


def make_documents(certificates: Iterable[Certificate], *, processes: int) -> Iterator[tuple[Certificate, str]]:
    """Make what PDFs are not there; yield each certificate with why it has none, or "". 0 processes: in this one."""
    unmade: list[tuple[Certificate, str]] = []

    def jobs() -> Iterator[tuple[Certificate, Job]]:
        for certificate in certificates:
            if certificate.file is not None:
                continue
            try:
                yield certificate, job(certificate)
            except (MissingValues, BadTemplate) as error:
                unmade.append((certificate, str(error)))

    for certificate, result in print_many(jobs(), processes=processes):
        if isinstance(result, NotPrintable):
            yield certificate, str(result)
        else:
            _keep(certificate, result)
            yield certificate, ""
    yield from unmade


def _keep(certificate: Certificate, pdf: bytes) -> None:
    name = f"certificate-{certificate.printed_serial}.pdf"
    file = store_private(pdf, name=name, content_type="application/pdf", purpose="certificate")
    with transaction.atomic():
        locked = Certificate.objects.select_for_update(of=("self",)).select_related("file").get(pk=certificate.pk)
        if locked.file is None:
            locked.file, locked.file_digest = file, file.sha256
            locked.save(update_fields=["file", "file_digest"])
        certificate.file, certificate.file_digest = locked.file, locked.file_digest
    if certificate.file != file:
        # Another worker was first; what a holder may have downloaded already is what counts.
        erase_private(file)
