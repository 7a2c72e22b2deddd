"""Grade answers. Pure and exact: 71.4 % is not 75 %, and nothing is rounded before it is compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
ONE_ANSWER = frozenset({SINGLE, TRUE_FALSE})

Question = Mapping[str, Any]


@dataclass(frozen=True)
class Grade:
    """What an attempt is worth: points reached, points possible, and which questions were right, by code."""

    points: int
    possible: int
    right: frozenset[str]

    def passes(self, percent: int) -> bool:
        """Return whether the share of the points is at least `percent`; a quiz without points is not passed."""
        return self.possible > 0 and self.points * 100 >= percent * self.possible


def is_right(question: Question, chosen: Iterable[str]) -> bool:
    """Return whether the choices are exactly those of the key; no choice at all is never right."""
    picked = set(chosen)
    return bool(picked) and picked == set(question["answer"])


def grade(questions: Sequence[Question], answers: Mapping[str, Sequence[str]]) -> Grade:
    """Grade the answers, given by question code as lists of choice ids; a missing answer is worth nothing."""
    right = frozenset(item["code"] for item in questions if is_right(item, answers.get(item["code"], ())))
    return Grade(
        points=sum(item["points"] for item in questions if item["code"] in right),
        possible=sum(item["points"] for item in questions),
        right=right,
    )


def readable(question: Question, chosen: Iterable[str]) -> list[str]:
    """Return the choices that the question has, in its order; of a question with one answer the first alone."""
    picked = set(chosen)
    known = [item["id"] for item in question["choices"] if item["id"] in picked]
    return known[:1] if question["kind"] in ONE_ANSWER else known
