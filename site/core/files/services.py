"""Store, read, serve and erase private files; tell what a file really is."""

import hashlib
import io
import re

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from core.files.models import PrivateFile

KINDS = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
MAX_UPLOAD_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000


def sniff(content: bytes) -> str | None:
    """Return "pdf", "jpeg" or "png" if the content is readable as such, else None; the name is not looked at."""
    if content[:1024].lstrip().startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return "pdf"
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            kind = (image.format or "").lower()
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return kind


def read_upload(upload: "UploadedFile[bytes]", *, limit: int = MAX_UPLOAD_BYTES) -> tuple[bytes, str]:
    """Return an upload's bytes and content type, or raise ValidationError with a sentence for the form."""
    if upload.size is None or upload.size > limit:
        raise ValidationError(
            _("The file is larger than %(limit)d MB. Send a smaller one.") % {"limit": limit // 1048576}
        )
    content = upload.read()
    kind = sniff(content)
    if kind is None:
        raise ValidationError(_("The file is not a readable PDF, JPEG or PNG. Export it again and retry."))
    return content, KINDS[kind]


def store_private(content: bytes, *, name: str, content_type: str, purpose: str) -> PrivateFile:
    """Write the bytes to private storage and return their row; `name` is only what a download is called."""
    file = PrivateFile(
        purpose=purpose,
        name=re.sub(r"[^\w.() -]+", "_", name)[:200] or "file",
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    file.content.save(name, ContentFile(content), save=False)
    file.save()
    return file


def serve_private(file: PrivateFile, *, inline: bool = False) -> FileResponse:
    """Answer with the file; the caller has checked that this person may read it. 404 if it was erased."""
    if not file.content:
        raise Http404
    response = FileResponse(
        file.content.open("rb"), as_attachment=not inline, filename=file.name, content_type=file.content_type
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def erase_private(file: PrivateFile) -> None:
    """Delete the bytes, keep the row with its digest and the time of erasure."""
    if file.content:
        file.content.delete(save=False)
    file.content = ""
    file.erased_at = timezone.now()
    file.save(update_fields=["content", "erased_at"])
