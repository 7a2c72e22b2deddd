"""A learner's own notes: written beside a lesson, read together, taken along as text."""

from dataclasses import dataclass
from datetime import datetime

from training.enrollment.models import Enrollment
from training.progress.models import Note


@dataclass(frozen=True)
class Noted:
    """One note under its lesson's title; a lesson that the version lacks is named by its code."""

    code: str
    title: str
    text: str
    written_at: datetime


def write_note(*, enrollment: Enrollment, code: str, text: str) -> None:
    """Keep the note of one lesson in place of the one before; an empty one is thrown away."""
    if text.strip():
        Note.objects.update_or_create(enrollment=enrollment, code=code, defaults={"text": text})
    else:
        Note.objects.filter(enrollment=enrollment, code=code).delete()


def note_of(enrollment: Enrollment, code: str) -> str:
    """Return the note of one lesson, empty where there is none."""
    found = Note.objects.filter(enrollment=enrollment, code=code).first()
    return found.text if found else ""


def notes_of(enrollment: Enrollment) -> list[Noted]:
    """Return all notes in the order of the lessons, in one query."""
    titles = {lesson["code"]: lesson["title"] for lesson in enrollment.version.lessons}
    order = {code: place for place, code in enumerate(titles)}
    rows = sorted(enrollment.notes.all(), key=lambda note: (order.get(note.code, len(order)), note.code))
    return [Noted(note.code, titles.get(note.code, note.code), note.text, note.written_at) for note in rows]


def as_text(title: str, notes: list[Noted]) -> str:
    """Return the notes as plain text."""
    return "\n\n".join([title, *(f"{note.title}\n{'-' * len(note.title)}\n{note.text}" for note in notes)]) + "\n"
