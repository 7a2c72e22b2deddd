"""Give out a document while it says what is true, drop it when it no longer does, have it made again."""

import hashlib
import json
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone, translation

from conference.agenda.documents.models import AgendaDocument
from conference.agenda.documents.programme import Content, programme_content
from conference.agenda.documents.signs import signs_content
from conference.edition.models import Edition
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.pdf import own_file, render_pdf

Kind = AgendaDocument.Kind
TEMPLATES = {Kind.PROGRAMME: "conference/programme", Kind.DOOR_SIGNS: "conference/door_signs"}
STYLE = "static:css/pdf/agenda.css"
# A task that was asked for so long ago is lost, or has given up.
PATIENCE = timedelta(minutes=10)


def programme(*, edition: Edition, language: str) -> PrivateFile | None:
    """Return an edition's programme, or None while a task makes it."""
    return _current(edition, Kind.PROGRAMME, "", language)


def door_signs(*, edition: Edition, day: date, language: str) -> PrivateFile | None:
    """Return the signs for the doors of all rooms on a day, or None while a task makes them."""
    return _current(edition, Kind.DOOR_SIGNS, day.isoformat(), language)


def _current(edition: Edition, kind: str, part: str, language: str) -> PrivateFile | None:
    """Return the file that shows what is true now, or None while a task makes it.

    A file that shows anything else, be it one name too many, is deleted here and never given out.
    """
    mark = fingerprint(kind, language, content_of(edition, kind, part, language))
    known = AgendaDocument.objects.filter(edition=edition, kind=kind, part=part, language=language)
    found = known.select_related("file").first()
    if found and found.file and found.fingerprint == mark:
        return found.file
    if found is None or found.fingerprint != mark or found.asked_at < timezone.now() - PATIENCE:
        _order(edition, kind, part, language, mark)
    return None


def make(document_id: int) -> str:
    """Make a document and return its fingerprint. Called by tasks only, in no transaction."""
    wanted = AgendaDocument.objects.select_related("edition").get(pk=document_id)
    edition, kind, language = wanted.edition, wanted.kind, wanted.language
    content = content_of(edition, kind, wanted.part, language)
    # Of exactly what is printed below: if that changes meanwhile, the next reader's fingerprint is another.
    mark = fingerprint(kind, language, content)
    with translation.override(language):
        pdf = render_pdf(TEMPLATES[Kind(kind)], {**content, "language": language})
    name = "-".join(filter(None, [kind.replace("_", "-"), wanted.part or str(edition.year)]))
    file = store_private(pdf, name=f"{name}.pdf", content_type="application/pdf", purpose=f"agenda-{kind}")
    with transaction.atomic():
        row = AgendaDocument.objects.select_for_update(of=("self",)).select_related("file").get(pk=document_id)
        before, row.file, row.fingerprint = row.file, file, mark
        row.save(update_fields=["file", "fingerprint"])
    if before:
        erase_private(before)
    return mark


def renew_stale() -> int:
    """Delete the documents that show what is no longer true and have them made again; return how many."""
    count = 0
    for row in AgendaDocument.objects.exclude(file=None).select_related("edition"):
        count += _current(row.edition, row.kind, row.part, row.language) is None
    return count


def content_of(edition: Edition, kind: str, part: str, language: str) -> Content:
    """Return what a document says, in its language and the edition's time zone."""
    with translation.override(language), timezone.override(edition.zone):
        if kind == Kind.PROGRAMME:
            return programme_content(edition)
        return signs_content(edition, date.fromisoformat(part))


def fingerprint(kind: str, language: str, content: Content) -> str:
    """Return a digest of everything that a document shows, and of how."""
    shown = [kind, language, content, settings.ORGANIZATION, settings.DEMO, _design(TEMPLATES[Kind(kind)])]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


@cache
def _design(template: str) -> str:
    source = get_template(f"pdf/{template}.html").template.source  # type: ignore[attr-defined]
    return hashlib.sha256(source.encode() + own_file(STYLE)[0]).hexdigest()


@transaction.atomic
def _order(edition: Edition, kind: str, part: str, language: str, mark: str) -> None:
    # Tasks make what services order, so they import them: a circle otherwise.
    from conference.agenda.documents.tasks import make_document

    row, _fresh = AgendaDocument.objects.select_for_update(of=("self",)).get_or_create(
        edition=edition,
        kind=kind,
        part=part,
        language=language,
        defaults={"fingerprint": mark, "asked_at": timezone.now()},
    )
    stale = row.file
    row.file, row.fingerprint, row.asked_at = None, mark, timezone.now()
    row.save(update_fields=["file", "fingerprint", "asked_at"])
    make_document.enqueue(row.pk)
    if stale:
        transaction.on_commit(lambda: erase_private(stale))
