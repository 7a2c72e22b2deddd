"""Aiken: a question, its choices as `A. …` or `A) …`, and `ANSWER: B`. One right answer each."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from training.questions.formats.reading import LETTERS, CannotSay, Read, question
from training.questions.kinds import SINGLE, TRUE_FALSE, fault_of_choices

CHOICE = re.compile(r"([A-T])[.)]\s+(\S.*)\Z")
ANSWER = re.compile(r"ANSWER:\s*([A-T])\s*\Z")


def read_aiken(text: str) -> Read:
    """Return the file's questions; one that is out of order is a fault, and its neighbours are read all the same."""
    found = Read()
    for start, lines in _blocks(text):
        found.add(start, _read_block(lines))
    return found


def write_aiken(questions: Iterable[dict[str, Any]]) -> str:
    """Return the questions as a file; raises CannotSay for one with several or typed answers, or with line breaks.

    Codes, explanations, feedback, points and what sorts questions have no place in it, as whoever asks for it is told.
    """
    return "\n".join(_written(item) for item in questions)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each question's lines with the number of the first: it ends with its answer, or before an empty line."""
    block: list[str] = []
    start = 0
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip():
            if block:
                yield start, block
            block = []
            continue
        start = start if block else number
        block.append(line.strip())
        if line.strip().startswith("ANSWER:"):
            yield start, block
            block = []
    if block:
        yield start, block


def _read_block(lines: list[str]) -> dict[str, Any] | str:
    answer = ANSWER.match(lines[-1])
    if not answer:
        return "does not end with a line such as “ANSWER: B”."
    first = next((place for place, line in enumerate(lines) if CHOICE.match(line)), None)
    if not first:
        return "has no question above its choices." if first == 0 else "has no choices such as “A. …”."
    stem, rest = " ".join(lines[:first]), lines[first:-1]
    choices = []
    for place, line in enumerate(rest):
        found = CHOICE.match(line)
        if not found:
            return f"has a line among its choices that is none: “{line[:40]}”."
        if found[1] != LETTERS[place]:
            return f"has the choice {found[1]} where {LETTERS[place]} comes next."
        choices.append(found[2].strip())
    right = LETTERS.index(answer[1])
    if right >= len(choices):
        return f"has the answer {answer[1]}, which is none of its choices."
    return fault_of_choices(choices, [right], SINGLE) or question(
        kind=SINGLE, stem=stem, choices=choices, right=[right]
    )


def _like_a_mark(stem: str) -> bool:
    return bool(CHOICE.match(stem)) or stem.startswith("ANSWER:")


def _written(item: dict[str, Any]) -> str:
    parts = [item["stem"], *(choice["text"] for choice in item["choices"])]
    if item["kind"] not in (SINGLE, TRUE_FALSE) or len(item["answer"]) != 1:
        raise CannotSay(f"{item['code']}: Aiken has questions with one answer only, to be chosen.")
    if any(part.splitlines() != [part.strip()] for part in parts) or _like_a_mark(item["stem"]):
        raise CannotSay(f"{item['code']}: Aiken cannot write line breaks, nor a question that begins as a choice.")
    ids = [choice["id"] for choice in item["choices"]]
    lines = [f"{letter}. {choice['text']}" for letter, choice in zip(LETTERS, item["choices"], strict=False)]
    return "\n".join([item["stem"], *lines, f"ANSWER: {LETTERS[ids.index(item['answer'][0])]}", ""])
