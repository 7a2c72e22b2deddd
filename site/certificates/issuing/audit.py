"""What must hold of certificates at any time; `manage.py verify_certificates` asks."""

import hashlib
from collections.abc import Iterator

from certificates.issuing.models import Certificate, digest_of
from certificates.issuing.serial import read_serial

State = Certificate.State


def find_errors() -> Iterator[str]:
    """Yield a sentence for each certificate that was altered, whose PDF differs, or whose chain is broken."""
    rows = Certificate.objects.select_related("file", "successor").order_by("pk")
    for certificate in rows.iterator(chunk_size=500):
        name = certificate.printed_serial
        if read_serial(certificate.serial) is None:
            yield f"{name}: its check characters are wrong"
        if digest_of(certificate.snapshot) != certificate.snapshot_digest:
            yield f"{name}: what it says was altered"
        if "expires" in certificate.says and certificate.says["expires"] != str(certificate.expires_on):
            yield f"{name}: its last day was altered"
        successor = getattr(certificate, "successor", None)
        if (certificate.state == State.SUPERSEDED) != (successor is not None):
            yield f"{name}: is {certificate.state}, and {'has' if successor else 'has no'} successor"
        if certificate.file is not None and _digest(certificate) != certificate.file_digest:
            yield f"{name}: its PDF is not the one that was issued"


def _digest(certificate: Certificate) -> str:
    if certificate.file is None or not certificate.file.content:
        return ""
    with certificate.file.content.open("rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()
