"""PDF files without authors, hidden attachments, scripts and what editors keep aside."""

import io
import logging
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from core.files.cleaning.media import strip_jpeg

MAX_PAGES = 1000
MAX_TEXT = 2_000_000
# Of the whole document: who made it, with what, what runs when it opens, what is attached.
CATALOG = ("/Metadata", "/PieceInfo", "/OpenAction", "/AA", "/AF", "/Collection", "/SpiderInfo", "/Perms", "/DSS")
NAMES = ("/EmbeddedFiles", "/JavaScript", "/AP", "/Renditions")
# Of any object.
ASIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA", "/JS", "/Thumb")
# Of comments: author, dates, name, hidden subject, attached file. Annotations that only run or carry something go.
COMMENT = ("/T", "/M", "/CreationDate", "/NM", "/Subj", "/RC")
CARRIERS = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Widget", "/Popup"}
ACTIONS = {"/URI", "/GoTo", "/Named"}
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError,
          NotImplementedError, AssertionError)  # fmt: skip
logging.getLogger("pypdf").setLevel(logging.ERROR)


class Unreadable(Exception):
    """The file breaks off, or is no PDF."""


class Locked(Exception):
    """The file is encrypted."""


def clean_pdf(content: bytes) -> tuple[bytes, str]:
    """Return the file written anew from its pages, and its text; raises Unreadable and Locked.

    Only what the pages reach is taken over, so earlier states that editors append stay behind.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Locked
        if not 0 < len(reader.pages) <= MAX_PAGES:
            raise Unreadable
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        _clean_catalog(writer)
        for page in writer.pages:
            _clean_annotations(page)
        for item in writer._objects:
            _clean_object(item)
        # What was cut off is in that file still, though nothing leads to it; a copy takes over what is reached.
        return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer))))), text_of(reader)
    except BROKEN as error:
        raise Unreadable from error


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_of(reader: PdfReader) -> str:
    """Return what one reads in a PDF, bookmarks included, up to two million characters."""
    found, length = [" ".join(_titles(reader.outline))], 0
    for page in reader.pages:
        found.append(page.extract_text())
        length += len(found[-1])
        if length > MAX_TEXT:
            break
    return "\n".join(found)


def _titles(items: Sequence[Any]) -> list[str]:
    return [part for item in items for part in (_titles(item) if isinstance(item, list) else [str(item["/Title"])])]


def _clean_catalog(writer: PdfWriter) -> None:
    root = writer.root_object
    for name in CATALOG:
        root.pop(NameObject(name), None)
    names = root.get("/Names")
    if names is not None:
        for name in NAMES:
            names.get_object().pop(NameObject(name), None)
    root.pop(NameObject("/AcroForm"), None)


def _clean_annotations(page: DictionaryObject) -> None:
    kept = ArrayObject()
    for reference in page.get("/Annots", ArrayObject()).get_object() or ():
        found = reference.get_object()
        if not isinstance(found, DictionaryObject) or found.get("/Subtype") in CARRIERS:
            continue
        action = found.get("/A")
        if action is not None and action.get_object().get("/S") not in ACTIONS:
            found.pop(NameObject("/A"))
        for name in COMMENT:
            found.pop(NameObject(name), None)
        kept.append(reference)
    if "/Annots" in page:
        page[NameObject("/Annots")] = kept


def _clean_object(item: PdfObject | None) -> None:
    found = item.get_object() if isinstance(item, IndirectObject) else item
    if not isinstance(found, DictionaryObject):
        return
    for name in ASIDE:
        found.pop(NameObject(name), None)
    is_jpeg = found.get("/Subtype") == "/Image" and found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"])
    if is_jpeg and isinstance(found, StreamObject):
        found._data = strip_jpeg(found._data)
