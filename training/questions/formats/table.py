"""Questions as a table, CSV: a row each, every kind with all it has."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.exports import as_csv
from core.imports.tables import Unreadable, as_text, read_table
from training.questions.formats.reading import LETTERS, LONGEST_CATEGORY, LONGEST_TAG, CannotSay, Fault, Read, question
from training.questions.kinds import EXACT, FOLDS, MULTIPLE, NUMERIC, PARTIAL, SHORT, SINGLE, TRUE_FALSE, fault_of

KINDS = (SINGLE, MULTIPLE, TRUE_FALSE, SHORT, NUMERIC)
DIFFICULTIES = ("", "easy", "medium", "hard")
MOST = len(LETTERS)
NUMBERED = tuple(f"{name} {place}" for place in range(1, MOST + 1) for name in ("choice", "feedback"))
FIRST = ("code", "kind", "question")
LAST = ("right", "points", "explanation", "category", "tags", "difficulty", "scoring", "may differ in", "tolerance")
COLUMNS = (*FIRST, *NUMBERED, *LAST)
UNIT = "row"


def read_csv(text: str) -> Read:
    """Return the table's questions; each that cannot be kept is a fault with its row."""
    found = Read()
    try:
        table = read_table(text.encode(), COLUMNS, needed=("kind", "question"))
    except Unreadable as error:
        found.faults.append(Fault(1, str(error), UNIT))
        return found
    for row in table.rows:
        found.add(row.number, _read(row.cells), UNIT)
    return found


def _read(cells: Mapping[str, str]) -> dict[str, Any] | str:
    def cell(name: str) -> str:
        return cells.get(name, "")

    choices = [cell(f"choice {place}") for place in range(1, MOST + 1)]
    while choices and not choices[-1]:
        choices.pop()
    feedback = {place: cell(f"feedback {place + 1}") for place in range(MOST)}
    kind, tags = cell("kind").lower(), [tag.strip().lower() for tag in cell("tags").split(";") if tag.strip()]
    said = _fault(cell, kind, choices, feedback, tags)
    if said:
        return said
    rules: dict[str, Any] = {}
    if kind == MULTIPLE and cell("scoring") == PARTIAL:
        rules = {"scoring": PARTIAL}
    elif kind == SHORT:
        rules = {"fold": [name for name in FOLDS if name in cell("may differ in").split()]}
    elif kind == NUMERIC:
        rules = {"tolerance": cell("tolerance") or "0"}
    made = question(
        kind=kind, stem=cell("question"), code=cell("code"), rules=rules, points=int(cell("points") or 1), tags=tags,
        choices=choices if kind not in (SHORT, NUMERIC) else (), feedback=feedback,
        right=[int(number) - 1 for number in cell("right").split()] if kind not in (SHORT, NUMERIC) else (),
        answer=choices if kind == SHORT else [cell("right")],
        explanation=cell("explanation"), category=cell("category"), difficulty=cell("difficulty").lower(),
    )  # fmt: skip
    return fault_of(made) or made


def _fault(cell: Any, kind: str, choices: list[str], feedback: dict[int, str], tags: list[str]) -> str:
    typed, numbers = kind in (SHORT, NUMERIC), cell("right").split()
    reasons = (
        (kind not in KINDS, f"is of the kind “{kind[:40]}”; there are {', '.join(KINDS)}."),
        (not cell("question"), "asks nothing."),
        (not (cell("points") or "1").isdecimal() or not 1 <= int(cell("points")[:5] or 1) <= 1000,
         "has points that are no number from 1 to 1000."),
        (not typed and not all(number.isdecimal() and 1 <= int(number[:3]) <= len(choices) for number in numbers),
         "names a right answer that is none of its choices; write their numbers, such as 1 3."),
        (len(set(numbers)) != len(numbers), "names the same right answer twice."),
        (kind == NUMERIC and bool(choices), "asks for a number, and so has no choices."),
        (kind == SHORT and bool(numbers), "takes a typed answer: each choice is an accepted one, “right” stays empty."),
        (any(said and (typed or place >= len(choices)) for place, said in feedback.items()),
         "has feedback for a choice that is not there."),
        (cell("scoring") not in ("", EXACT, PARTIAL) or (cell("scoring") == PARTIAL and kind != MULTIPLE),
         "has a scoring other than exact and partial, which questions with several answers have."),
        (not set(cell("may differ in").split()) <= set(FOLDS if kind == SHORT else ()),
         "may differ in something that is none of: case accents spaces (short answers only)."),
        (bool(cell("tolerance")) and kind != NUMERIC, "has a tolerance, but asks for no number."),
        (cell("difficulty").lower() not in DIFFICULTIES, "has a difficulty other than easy, medium and hard."),
        (len(cell("category")) > LONGEST_CATEGORY, "has a category longer than 80 characters."),
        (any(len(tag) > LONGEST_TAG for tag in tags), "has a tag longer than 40 characters."),
    )  # fmt: skip
    return next((sentence for holds, sentence in reasons if holds), "")


def write_csv(questions: Iterable[dict[str, Any]]) -> str:
    """Return the questions as a table; raises CannotSay for a text that a table cannot give back as it is."""
    rows = [_row(item) for item in questions]
    most = max((sum(bool(row[f"choice {place}"]) for place in range(1, MOST + 1)) for row in rows), default=0)
    used = [*FIRST, *NUMBERED[: 2 * most], *LAST]
    return as_csv(used, ([row[name] for name in used] for row in rows)).decode("utf-8-sig")


def _row(item: dict[str, Any]) -> dict[str, str]:
    rules, typed = item.get("rules") or {}, item["kind"] in (SHORT, NUMERIC)
    choices = [{"text": text} for text in item["answer"]] if item["kind"] == SHORT else item["choices"]
    ids = [choice["id"] for choice in item["choices"]]
    right = [str(ids.index(answer) + 1) for answer in item["answer"]] if not typed else []
    row = dict.fromkeys(COLUMNS, "") | {
        "code": item["code"],
        "kind": item["kind"],
        "question": item["stem"],
        "right": item["answer"][0] if item["kind"] == NUMERIC else " ".join(right),
        "points": str(item["points"]),
        "explanation": item["explanation"],
        "category": item.get("category") or "",
        "tags": "; ".join(item.get("tags") or ()),
        "difficulty": item.get("difficulty") or "",
        "scoring": rules.get("scoring", EXACT) if item["kind"] == MULTIPLE else "",
        "may differ in": " ".join(rules.get("fold", FOLDS)) if item["kind"] == SHORT else "",
        "tolerance": str(rules.get("tolerance", "0")) if item["kind"] == NUMERIC else "",
    }
    for place, choice in enumerate(choices, 1):
        row[f"choice {place}"], row[f"feedback {place}"] = choice["text"], choice.get("feedback", "")
    odd = next((name for name, text in row.items() if as_text(text) != text), None)
    if odd or any(";" in tag for tag in item.get("tags") or ()):
        said = f"a table cannot hold the odd characters or outer spaces of its {odd or 'tags'}."
        raise CannotSay(f"{item['code']}: {said}")
    return row
