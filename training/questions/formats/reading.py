"""What reading a file of questions gives: the questions, and each fault with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.questions.kinds import WRITTEN

LETTERS = "ABCDEFGHIJKLMNOPQRST"
LONGEST_CATEGORY, LONGEST_TAG = 80, 40


class CannotSay(Exception):
    """The format has no way to write a question; the message names it and says why."""


@dataclass(frozen=True)
class Fault:
    """Something that cannot be read, by the number of the line (or a table's row) on which its question begins."""

    line: int
    sentence: str
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.unit} {self.line}: {self.sentence}"


@dataclass
class Read:
    """The questions in order, as a course stores them, and what is wrong with others."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, line: int, said: dict[str, Any] | str, unit: str = "line") -> None:
        """Take a question, or the sentence that says why it is none."""
        if isinstance(said, str):
            self.faults.append(Fault(line, said, unit))
        else:
            self.questions.append(said)


def question(
    *,
    kind: str,
    stem: str,
    choices: Sequence[str] = (),
    right: Sequence[int] = (),
    feedback: Mapping[int, str] | None = None,
    answer: Sequence[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """Return one question; choices get the letters A, B, C … and `right` holds the places of those that are right.

    `feedback` is that of single choices, by place; `answer` the accepted wordings or the number of a typed answer.
    """
    said = feedback or {}
    return {
        "code": "",
        "kind": kind,
        "stem": stem,
        "choices": [
            {"id": LETTERS[place], "text": text} | ({"feedback": said[place]} if said.get(place) else {})
            for place, text in enumerate(choices)
        ],
        "answer": list(answer) if kind in WRITTEN else [LETTERS[place] for place in right],
        "rules": {},
        "explanation": "",
        "points": 1,
        "category": "",
        "tags": [],
        "difficulty": "",
        **more,
    }
