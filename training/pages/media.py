"""The files of a lesson, for those who may read it; films in parts, as players ask for them."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.media.models import Document
from people.accounts.requests import MemberRequest
from training.courses.media import documents_of
from training.pages.learning import own_enrollment
from training.progress.outline import outline_of

PIECE = 64 * 1024
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})\Z")


@login_required
@require_safe
def lesson_file(request: MemberRequest, public_id: str, code: str, pk: int) -> HttpResponseBase:
    """Answer with a file that stands in the lesson; 404 for any other, and for a lesson that is locked."""
    outline = outline_of(own_enrollment(request, public_id))
    step = next((item for item in outline.steps if item.lesson["code"] == code), None)
    if step is None or step.locked or pk not in documents_of(step.lesson["body"]):
        raise Http404
    document = get_object_or_404(Document, pk=pk)
    response = _answer(document, request.headers.get("Range", ""))
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    return response


def _answer(document: Any, asked: str) -> HttpResponseBase:
    size = document.file.size
    found = RANGE.match(asked)
    if found is None:
        # What a browser does not play is taken along.
        plays = document.content_type.startswith(("video/", "audio/", "text/vtt"))
        return FileResponse(
            document.file.open("rb"), as_attachment=not plays, filename=document.filename,
            content_type=document.content_type,
        )  # fmt: skip
    start, end = int(found[1]), min(int(found[2] or size - 1), size - 1)
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    parts = _part(document.file.open("rb"), start, end - start + 1)
    response = StreamingHttpResponse(parts, status=206, content_type=document.content_type)
    response["Content-Range"], response["Content-Length"] = f"bytes {start}-{end}/{size}", str(end - start + 1)
    return response


def _part(stream: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    with stream:
        stream.seek(start)
        while length > 0 and (piece := stream.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
