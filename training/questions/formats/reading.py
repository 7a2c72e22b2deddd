"""What reading a file of questions gives: the questions, and each fault with its line."""

from dataclasses import dataclass, field
from typing import Any

LETTERS = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True)
class Fault:
    """Something that cannot be read, by the number of the line on which its question begins."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


@dataclass
class Read:
    """The questions in order, as a course stores them, and what is wrong with others."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def question(
    *, kind: str, stem: str, choices: list[str], right: list[int], code: str = "", explanation: str = ""
) -> dict[str, Any]:
    """Return one question; choices get the letters A, B, C … and `right` holds the places of those that are right."""
    return {
        "code": code,
        "kind": kind,
        "stem": stem,
        "choices": [{"id": LETTERS[place], "text": text} for place, text in enumerate(choices)],
        "answer": [LETTERS[place] for place in right],
        "explanation": explanation,
        "points": 1,
    }
