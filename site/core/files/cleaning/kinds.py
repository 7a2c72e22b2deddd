"""What a document really is: its content says so, its name and announced type are not looked at."""

import io
import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.files.services import sniff

MAX_BYTES = 60 * 1024 * 1024
# A package's parts, unpacked: a presentation full of films has fewer; a bomb has more.
MAX_UNPACKED = 500 * 1024 * 1024
MAX_PARTS = 10_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXECUTABLES = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
MACROS = ("vbaProject.bin", "vbaData.xml")
OPEN_XML = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES, MAIN_PARTS = "[Content_Types].xml", {"ppt/presentation.xml": "pptx", "word/document.xml": "docx"}


@dataclass(frozen=True)
class Kind:
    """A kind of document that is accepted: what its files end with, and its type on the web."""

    suffix: str
    content_type: str
    label: str


KINDS = {
    "pdf": Kind("pdf", "application/pdf", "PDF"),
    "pptx": Kind("pptx", f"{OPEN_XML}.presentationml.presentation", "PowerPoint"),
    "docx": Kind("docx", f"{OPEN_XML}.wordprocessingml.document", "Word"),
    "jpeg": Kind("jpg", "image/jpeg", "JPEG"),
    "png": Kind("png", "image/png", "PNG"),
}
BY_CONTENT_TYPE = {kind.content_type: name for name, kind in KINDS.items()}


def read_document(upload: "UploadedFile[bytes]") -> tuple[bytes, str]:
    """Return an upload's bytes and its kind, a key of `KINDS`; raises ValidationError with a sentence for the form."""
    if upload.size is None or upload.size > MAX_BYTES:
        said = _("The file is larger than %(limit)d MB. Make its pictures smaller, or send a PDF.")
        raise ValidationError(said % {"limit": MAX_BYTES // 1048576})
    content = upload.read()
    if not content:
        raise ValidationError(_("The file is empty: the upload broke off. Send it again."))
    return content, kind_of(content)


def kind_of(content: bytes) -> str:
    """Return a document's kind; raises ValidationError with what is wrong about it and what to do."""
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    found = sniff(content)
    if found:
        return found
    if content.startswith(EXECUTABLES):
        raise ValidationError(_("The file is a program, whatever its name says. Send the slides themselves."))
    if content.startswith(OLE):
        raise ValidationError(
            _("The file is in an old Office format, or it has a password. Save it as PPTX, DOCX or PDF without one.")
        )
    if content[:1024].lstrip().startswith(b"%PDF-"):
        raise ValidationError(_("The PDF is not complete: the upload broke off. Send it again."))
    if b"<svg" in content[:2048].lower() or b"<html" in content[:2048].lower():
        raise ValidationError(_("Drawings (SVG) and web pages cannot be shared, they can carry scripts. Send a PDF."))
    raise ValidationError(_("The file is not a PDF, PPTX, DOCX, JPEG or PNG, whatever its name says. Send a PDF."))


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
        raise ValidationError(_("The file is broken or the upload broke off. Send it again.")) from error
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or len(names) != len(parts):
        raise ValidationError(_("The file unpacks to far more than slides need. Save it anew, or send a PDF."))
    if any(name.rsplit("/", 1)[-1] in MACROS for name in names):
        raise ValidationError(_("The file carries macros. Save it without them, or send a PDF."))
    kind = next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
    if kind is None or CONTENT_TYPES not in names:
        raise ValidationError(_("The file is an archive, not a document. Send PDF, PPTX or DOCX, one at a time."))
    return kind
