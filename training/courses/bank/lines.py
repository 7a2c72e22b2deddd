"""Choices and draws as lines of a text box, and back."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from training.questions.formats.reading import LETTERS
from training.questions.kinds import WRITTEN
from training.questions.models import Question

RIGHT, FEEDBACK = "*", "##"
MOST_DRAWN = 200
NAMES = ("category", "tag", "difficulty")


class UnreadableLine(Exception):
    """A line says something that is not known; the message names it."""


def written_lines(question: Question) -> list[str]:
    """Return a question's choices, its accepted wordings or its number as lines."""
    if question.kind in WRITTEN:
        return list(question.answer)
    return [_line(item, is_right=item["id"] in question.answer) for item in question.choices or []]


def _line(choice: dict[str, str], *, is_right: bool) -> str:
    mark = f"{RIGHT} " if is_right else ""
    feedback = f" {FEEDBACK} {choice['feedback']}" if choice.get("feedback") else ""
    return f"{mark}{choice['text']}{feedback}"


def parts_of(kind: str, lines: Sequence[str]) -> tuple[list[dict[str, str]], list[str]]:
    """Return choices and key of these lines; typed answers have no choices."""
    if kind in WRITTEN:
        return [], [line.removeprefix(RIGHT).strip() for line in lines]
    choices: list[dict[str, str]] = []
    answer = []
    for place, line in enumerate(lines):
        # More than there are letters is a fault that is told later; none gets another's letter.
        letter = LETTERS[place] if place < len(LETTERS) else f"{place}"
        text, _mark, feedback = line.removeprefix(RIGHT).partition(FEEDBACK)
        if line.startswith(RIGHT):
            answer.append(letter)
        said = {"feedback": feedback.strip()} if feedback.strip() else {}
        choices.append({"id": letter, "text": text.strip()} | said)
    return choices, answer


def draw_text(blueprint: Sequence[dict[str, Any]]) -> str:
    """Return a draw as lines."""
    return "\n".join(
        "; ".join([str(line["count"]), *(f"{name}: {line[name]}" for name in NAMES if line.get(name))])
        for line in blueprint
    )


def draw_of(text: str) -> list[dict[str, Any]]:
    """Return the draw of these lines; raises UnreadableLine."""
    return [_draw(line) for line in text.splitlines() if line.strip()]


def _draw(line: str) -> dict[str, Any]:
    first, *rest = (part.strip() for part in line.split(";"))
    if not (first.isascii() and first.isdigit() and 1 <= int(first[:6]) <= MOST_DRAWN):
        raise UnreadableLine(_("Begin each line with how many questions it draws, 1 to 200: “%s”.") % line[:60])
    found: dict[str, Any] = {"count": int(first)}
    for part in rest:
        name, colon, value = (piece.strip() for piece in part.partition(":"))
        if not colon or name not in NAMES or not value or name in found:
            said = _("Only “category:”, “tag:” and “difficulty:” can be asked for, each once: “%s”.")
            raise UnreadableLine(said % part[:60])
        found[name] = value if name == "category" else value.lower()
    if found.get("difficulty", "easy") not in Question.Difficulty.values:
        said = _("There is no difficulty “%s”; there are easy, medium and hard.")
        raise UnreadableLine(said % found["difficulty"][:40])
    return found
