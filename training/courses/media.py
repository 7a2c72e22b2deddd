"""Films, recordings and files of lessons: which a lesson holds, and what is in the way of publishing them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.media.models import Document

COLLECTION = "Course files"
KEYS = ("video", "captions", "audio", "document")
SUFFIXES = {"video": ("mp4", "webm"), "captions": ("vtt",), "audio": ("mp3", "m4a", "ogg", "oga")}
Body = list[dict[str, Any]]


def documents_of(body: Body) -> set[int]:
    """Return the keys of a lesson's files."""
    values = [block["value"] for block in body if isinstance(block["value"], dict)]
    return {value[key] for value in values for key in KEYS if isinstance(value.get(key), int)}


def faults_of(lessons: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a sentence for each thing that keeps lessons from being published, naming the lesson."""
    keys = {key for lesson in lessons for key in documents_of(lesson["body"])}
    found = Document.objects.select_related("collection").in_bulk(keys)
    for lesson in lessons:
        for block in lesson["body"]:
            for fault in _faults(block, found):
                yield f"{lesson['title']}: {fault}"


def _faults(block: dict[str, Any], found: dict[int, Document]) -> Iterator[str]:
    kind, value = block["type"], block["value"]
    if kind not in ("video", "audio", "file"):
        return
    title = value.get("title") or value.get("label") or _("file")
    if kind == "video" and not value.get("captions"):
        yield _("the video “%s” has no captions.") % title
    if kind in ("video", "audio") and not (value.get("transcript") or "").strip():
        yield _("“%s” has no transcript.") % title
    for key in KEYS:
        if not value.get(key):
            continue
        document = found.get(value[key])
        if document is None:
            yield _("a file of “%s” is not in the library any more.") % title
        elif document.collection.name != COLLECTION:
            yield _("“%(file)s” lies outside the collection %(collection)s, where anybody could open it.") % {
                "file": document.title, "collection": COLLECTION}  # fmt: skip
        elif key in SUFFIXES and document.file_extension.lower() not in SUFFIXES[key]:
            yield _("“%(file)s” is no file of the kind %(kinds)s.") % {
                "file": document.title, "kinds": ", ".join(SUFFIXES[key])}  # fmt: skip
