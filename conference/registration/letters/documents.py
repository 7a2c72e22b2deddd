"""A letter's PDF, made by a task from what is true at that moment."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from conference.registration.letters.facts import credit_of, values_of
from conference.registration.letters.models import LetterRules, PlaceLetter
from conference.registration.letters.services import announce_letter, may_have
from conference.registration.letters.shipped import text_of
from core.files.services import erase_private, store_private
from core.pdf import render_pdf
from core.placeholders import fill

TEMPLATE = "conference/place_letter"


def make(letter_id: int) -> bool:
    """Make a given letter's file, if it has none, and tell whose invitation it is; return whether it was made.

    Called by tasks only, in no transaction; what was taken back meanwhile gets no file.
    """
    rows = PlaceLetter.objects.select_related(
        "registration__edition", "registration__order", "registration__ticket_type"
    )
    letter = rows.get(pk=letter_id)
    if not _is_due(letter) or not may_have(letter.registration, letter.kind):
        return False
    with translation.override(letter.language), timezone.override(letter.registration.edition.zone):
        pdf = render_pdf(TEMPLATE, content_of(letter))
    file = store_private(pdf, name=f"{letter.serial}.pdf", content_type="application/pdf", purpose="place-letter")
    with transaction.atomic():
        row = PlaceLetter.objects.select_for_update(of=("self",)).select_related("registration__edition").get(
            pk=letter_id
        )  # fmt: skip
        is_current = _is_due(row) and row.asked_at == letter.asked_at
        if is_current:
            row.file = file
            row.save(update_fields=["file"])
            if row.is_visa:
                announce_letter(row)
    if not is_current:
        erase_private(file)
    return is_current


def content_of(letter: PlaceLetter) -> dict[str, Any]:
    """Return everything that a letter says, in the language that is active."""
    edition = letter.registration.edition
    text = text_of(edition, letter.kind, letter.language)
    values = values_of(letter)
    body = fill(text.body, values)
    return {
        "language": letter.language,
        "letter": letter,
        "edition": edition,
        "title": fill(text.title, values),
        "paragraphs": [part.strip() for part in body.split("\n\n") if part.strip()],
        "credits": [] if letter.is_visa else credit_of(letter.registration),
        "rules": LetterRules.of(edition),
        "today": edition.today(),
    }


def _is_due(letter: PlaceLetter) -> bool:
    return letter.state == PlaceLetter.State.APPROVED and letter.file_id is None and letter.forgotten_at is None
