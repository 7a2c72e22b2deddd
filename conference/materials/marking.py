"""Copies of restricted slides, each marked on every page with the name of whoever asked for it."""

import io
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import date as written_date
from django.utils import timezone
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    StreamObject,
)

from conference.materials.models import HandoutVersion, HandoutView, MarkedCopy
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.pdf import render_pdf

KEPT = timedelta(days=1)
# A task that was asked for so long ago is lost, or has given up.
PATIENCE = timedelta(minutes=10)
PURPOSE = "handout-copy"
TEMPLATE = "conference/mark"
STAMP = "/ReaderMark"


@transaction.atomic
def marked_copy(*, version: HandoutVersion, reader: Any) -> PrivateFile | None:
    """Return a reader's own copy of a version, or None while a task makes it."""
    # Tasks make what is ordered here: a circle otherwise.
    from conference.materials.tasks import make_copy

    now = timezone.now()
    copy, is_new = MarkedCopy.objects.select_for_update(of=("self",)).get_or_create(
        version=version, reader=reader, defaults={"asked_at": now}
    )
    if copy.file:
        return copy.file
    if is_new or copy.asked_at < now - PATIENCE:
        copy.asked_at = now
        copy.save(update_fields=["asked_at"])
        make_copy.enqueue(copy.pk)
    return None


@transaction.atomic
def note_view(*, version: HandoutVersion, reader: Any) -> None:
    """Keep that somebody is given restricted slides."""
    HandoutView.objects.create(version=version, reader=reader)
    record(actor=reader, action="handout.read", obj=version.handout, changes={"version": version.number})


def make(copy_id: int) -> bool:
    """Make a copy; return whether there is one now. Called by tasks, in no transaction."""
    copy = MarkedCopy.objects.select_related("version__file", "reader", "version__handout__session__edition").filter(
        pk=copy_id, version__handout__removed_at=None
    ).first()  # fmt: skip
    if copy is None or copy.version.file is None:
        return False
    with copy.version.file.content.open("rb") as stored:
        content = mark(stored.read(), _words(copy))
    file = store_private(
        content, name=copy.version.file.name, content_type=copy.version.file.content_type, purpose=PURPOSE
    )
    kept = MarkedCopy.objects.filter(pk=copy_id, file=None, version__handout__removed_at=None).update(file=file)
    if not kept:
        erase_private(file)
    return bool(kept)


def mark(content: bytes, words: str) -> bytes:
    """Return a PDF with words across each of its pages, and at its foot.

    One drawing for each size of page is laid over the pages, whose own contents are not read: that takes a hundredth
    of the time. It is no part of what the document says: a tagged one stays readable as it was.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    stamps: dict[tuple[int, int], Any] = {}
    before = writer._add_object(_stream("q"))
    for page in writer.pages:
        if page.rotation:
            page.transfer_rotation_to_content()
        width, height = float(page.cropbox.width), float(page.cropbox.height)
        size = (round(width), round(height))
        if size not in stamps:
            stamps[size] = writer._add_object(_stamp(writer, *size, words))
        resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
        drawings = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
        drawings[NameObject(STAMP)] = stamps[size]
        resources[NameObject("/XObject")] = drawings
        page[NameObject("/Resources")] = resources
        left, bottom = float(page.cropbox.left), float(page.cropbox.bottom)
        after = writer._add_object(_stream(f"Q q /Artifact BMC 1 0 0 1 {left:.2f} {bottom:.2f} cm {STAMP} Do EMC Q"))
        page[NameObject("/Contents")] = ArrayObject([before, *_contents(page), after])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def erase_old_copies() -> int:
    """Erase the copies that are a day old; return how many. Who asks again gets a new one."""
    old = list(MarkedCopy.objects.filter(asked_at__lt=timezone.now() - KEPT).select_related("file"))
    for copy in old:
        # Its file goes with it (`receivers.file_left`).
        copy.delete()
    return len(old)


def _stamp(writer: PdfWriter, width: int, height: int, words: str) -> StreamObject:
    """Return the drawing for pages of a size, in points. Smaller slides get a smaller hand."""
    context = {"width": width, "height": height, "size": max(6, min(width, height) // 22), "words": words}
    drawn = PdfReader(io.BytesIO(render_pdf(TEMPLATE, context, tagged=False))).pages[0]
    contents = drawn.get_contents()
    form = _stream(contents.get_data() if contents is not None else b"")
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = RectangleObject((0, 0, width, height))
    form[NameObject("/Resources")] = drawn["/Resources"].clone(writer)
    return form


def _stream(drawing: bytes | str) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(drawing.encode() if isinstance(drawing, str) else drawing)
    return stream


def _contents(page: PageObject) -> list[Any]:
    """Return the streams of a page, which may be one or several."""
    found = page.get("/Contents")
    if found is None:
        return []
    several = found.get_object()
    return list(several) if isinstance(several, ArrayObject) else [page.raw_get("/Contents")]


def _words(copy: MarkedCopy) -> str:
    edition = copy.version.handout.session.edition
    day = written_date(edition.local(copy.asked_at), "Y-m-d H:i")
    return f"{copy.reader.name or copy.reader.email} · {day} · {settings.ORGANIZATION}"
