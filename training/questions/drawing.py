"""Which questions an attempt asks, in which order: a pure function of the quiz and the attempt's seed, for good.

Everything is put in order by digests of the seed, not by a generator whose numbers may change with Python.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeVar

from training.questions.kinds import TRUE_FALSE

Quiz = Mapping[str, Any]
Line = Mapping[str, Any]
T = TypeVar("T")


def paper(quiz: Quiz, seed: int) -> list[dict[str, Any]]:
    """Return the questions as this attempt asks them; the same seed gives the same paper."""
    questions = [dict(item, choices=list(item["choices"])) for item in drawn(quiz, seed)]
    if quiz["shuffle_questions"]:
        questions = _shuffled(questions, f"{seed}/order", lambda item: item["code"])
    if quiz["shuffle_choices"]:
        for item in questions:
            if item["kind"] != TRUE_FALSE:
                item["choices"] = _shuffled(item["choices"], f"{seed}/{item['code']}", lambda choice: choice["id"])
    return questions


def drawn(quiz: Quiz, seed: int) -> list[Mapping[str, Any]]:
    """Return the questions of this attempt in the course's order: all, or what the blueprint draws."""
    questions: list[Mapping[str, Any]] = quiz["questions"]
    lines: Sequence[Line] = quiz.get("blueprint") or ()
    if not lines:
        return questions
    chosen = _match(questions, lines, str(seed))
    return [item for item in questions if item["code"] in chosen]


def size_of(quiz: Quiz) -> int:
    """Return how many questions an attempt asks."""
    lines: Sequence[Line] = quiz.get("blueprint") or ()
    return sum(line["count"] for line in lines) if lines else len(quiz["questions"])


def is_drawable(quiz: Quiz) -> bool:
    """Return whether there are questions enough for every line of the blueprint, none of them twice."""
    return len(drawn(quiz, 0)) == size_of(quiz)


def fits(question: Mapping[str, Any], line: Line) -> bool:
    """Return whether a question may be drawn for a line: by category, a tag and difficulty, where they are named."""
    return (
        line.get("category", "") in ("", question.get("category", ""))
        and line.get("difficulty", "") in ("", question.get("difficulty", ""))
        and (not line.get("tag") or line["tag"] in question.get("tags", ()))
    )


def _match(questions: Iterable[Mapping[str, Any]], lines: Sequence[Line], seed: str) -> set[str]:
    """Fill each line's places by augmenting paths: what can be drawn at all is drawn, though lines overlap."""
    places = [line for line in lines for _ in range(line["count"])]
    order = _shuffled(list(questions), f"{seed}/draw", lambda item: item["code"])
    holder: dict[str, int] = {}

    def place(number: int, seen: set[str]) -> bool:
        for item in order:
            code = item["code"]
            if code in seen or not fits(item, places[number]):
                continue
            seen.add(code)
            if code not in holder or place(holder[code], seen):
                holder[code] = number
                return True
        return False

    for number in range(len(places)):
        place(number, set())
    return set(holder)


def _shuffled(items: Sequence[T], seed: str, name: Callable[[T], str]) -> list[T]:
    return sorted(items, key=lambda item: sha256(f"{seed}/{name(item)}".encode()).digest())
