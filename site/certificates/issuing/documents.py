"""A certificate's PDF: made once from its snapshot, in a task or a command, kept with its digest."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.issuing.models import Certificate
from core.files.models import PrivateFile
from core.files.services import store_private
from core.pdf import render_pdf
from core.qr import qr_svg


def address_of(certificate: Certificate) -> str:
    """Return the address that says whether a certificate is valid."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/verify/{certificate.printed_serial}/"


def ensure_document(certificate: Certificate) -> PrivateFile:
    """Return the certificate's PDF, making it the first time; what was made is kept for good."""
    if certificate.file is not None:
        return certificate.file
    address = address_of(certificate)
    with translation.override(settings.LANGUAGE_CODE):
        qr = qr_svg(address, label=_("QR code of the address that says whether this certificate is valid"))
        pdf = render_pdf(
            "certificates/certificate",
            {"certificate": certificate, "says": certificate.says, "address": address, "qr": qr},
        )
    name = f"certificate-{certificate.printed_serial}.pdf"
    file = store_private(pdf, name=name, content_type="application/pdf", purpose="certificate")
    certificate.file, certificate.file_digest = file, file.sha256
    certificate.save(update_fields=["file", "file_digest"])
    return file
