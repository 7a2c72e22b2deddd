"""Office files (ISO/IEC 29500) without authors, companies, comments' names, hidden parts and pictures' metadata."""

import io
import posixpath
import zipfile
from collections.abc import Callable

from lxml import etree

from core.files.cleaning.media import strip_media

# Parts that say who made the file, or keep what nobody sees in it.
DROPPED = ("docProps/", "customXml/", "ppt/comments/", "ppt/revisionInfo.xml", "ppt/changesInfos/", "ppt/tags/",
           "word/comments", "word/people.xml", "ppt/commentAuthors.xml", "ppt/authors.xml", "ppt/threadedComments/",
           "ppt/persons/", "ppt/printerSettings", "word/printerSettings", "ppt/notesSlides/",
           "ppt/notesMasters/")  # fmt: skip
# Whole files inside the file. A chart can do without the table that it was drawn from; nothing else can.
EMBEDDED = ("ppt/embeddings/", "word/embeddings/", "ppt/activeX/", "word/activeX/")
CHARTS = ("ppt/charts/", "word/charts/")
WRITTEN = ("author", "initials", "userId", "providerId", "lastModifiedBy", "date", "dateUtc")
SESSIONS = ("rsid", "rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr", "rsidSect", "rsidDel", "paraId", "textId")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# What refers to the parts that are dropped; of Word, what only editors see: deleted text and the anchors of comments.
REFERENCES = {"custDataLst", "notesMasterIdLst", "tags", "commentRangeStart", "commentRangeEnd", "commentReference",
              "rsids", "attachedTemplate", "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange",
              "tblPrChange", "externalData"}  # fmt: skip
TEXT = {f"{WORD}t", f"{DRAWING}t"}
EPOCH = (1980, 1, 1, 0, 0, 0)
BROKEN = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError, RuntimeError, EOFError)


class Unreadable(Exception):
    """A part breaks off or is no XML."""


class Embedding(Exception):
    """The file carries other files that its pages need."""


def clean_office(content: bytes) -> tuple[bytes, str]:
    """Return a presentation or text written anew without metadata, and its text; raises Unreadable and Embedding.

    Speakers' notes, comments, deleted text and embedded files go too: they were not written for readers.
    """
    out, words = io.BytesIO(), []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for part in source.infolist():
                if part.is_dir() or part.filename.startswith((*DROPPED, *EMBEDDED)):
                    continue
                data = source.read(part)
                if part.filename.endswith((".xml", ".rels")):
                    data, text = _clean_part(part.filename, data)
                    words += text
                else:
                    data = strip_media(data)
                target.writestr(zipfile.ZipInfo(part.filename, EPOCH), data, zipfile.ZIP_DEFLATED)
    except BROKEN as error:
        raise Unreadable from error
    return out.getvalue(), " ".join(words)


def _clean_part(name: str, data: bytes) -> tuple[bytes, list[str]]:
    """Return an XML part without what tells of its maker, and the words in it; entities are not resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if b"<!DOCTYPE" in data[:1000]:
        # No Office program writes one; what is declared in it would be kept.
        raise ValueError(name)
    if name.endswith(".rels"):
        _drop(root, lambda item: _is_gone(name, item))
    elif name == "[Content_Types].xml":
        _drop(root, lambda item: item.get("PartName", "").lstrip("/").startswith((*DROPPED, *EMBEDDED)))
    else:
        _drop(root, lambda item: etree.QName(item).localname in REFERENCES)
        for item in root.iter(etree.Element):
            for key in list(item.attrib):
                local = etree.QName(key).localname
                if local in SESSIONS:
                    del item.attrib[key]
                elif local in WRITTEN and isinstance(item.tag, str) and item.tag.startswith(WORD):
                    # Word asks for an author of each change; an empty one is enough.
                    item.attrib[key] = "" if local != "date" else "1980-01-01T00:00:00Z"
    text = [item.text for item in root.iter(*TEXT) if item.text]
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written, text


def _is_gone(name: str, item: etree._Element) -> bool:
    """Return whether a relation leads to a dropped part, or to a file on its author's disk."""
    target = item.get("Target", "")
    if item.get("TargetMode") == "External":
        return not target.startswith(("https://", "http://", "mailto:"))
    folder = posixpath.dirname(posixpath.dirname(name))
    full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    if full.startswith(EMBEDDED) and not name.startswith(CHARTS):
        raise Embedding(full)
    return full.startswith((*DROPPED, *EMBEDDED))


def _drop(root: etree._Element, unwanted: Callable[[etree._Element], bool]) -> None:
    for item in list(root.iter(etree.Element)):
        parent = item.getparent()
        if parent is not None and unwanted(item):
            parent.remove(item)
