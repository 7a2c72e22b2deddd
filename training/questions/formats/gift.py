"""GIFT, Moodle's text format, as far as our kinds of question go; any other kind is a fault, never a guess."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from training.questions.formats.reading import Fault, Read, question
from training.questions.kinds import MULTIPLE, SINGLE, TRUE_FALSE, fault_of_choices

# What has a meaning of its own and is written after a backslash.
SPECIAL = "~=#{}:"
ESCAPED = re.compile(r"\\([~=#{}:\\n])")
PRIVATE = {character: chr(0xE000 + place) for place, character in enumerate(SPECIAL + "\\n")}
PLAIN = {mark: "\n" if character == "n" else character for character, mark in PRIVATE.items()}
TITLE = re.compile(r"\A::(.*?)::", re.DOTALL)
MARKUP = re.compile(r"\A\[(html|moodle|plain|markdown)\]\s*")
WEIGHT = re.compile(r"\A%(-?\d{1,3}(?:\.\d+)?)%")
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
LABELS = ("True", "False")


def read_gift(text: str) -> Read:
    """Return the file's questions; each other kind, and each thing we could not keep, is a fault with its line."""
    found = Read()
    for start, block in _blocks(text):
        said = _read_block(block)
        if isinstance(said, str):
            found.faults.append(Fault(start, said))
        else:
            found.questions.append(said)
    return found


def write_gift(questions: Iterable[dict[str, Any]]) -> str:
    """Return the questions as a file. Points other than one stand in a comment, since the format has none."""
    return "\n".join(_written(item) for item in questions)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each question, its comments gone, with the number of its first line; empty lines stand between them."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate([*text.removeprefix("\ufeff").splitlines(), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []


def _read_block(block: str) -> dict[str, Any] | str:
    if block.lstrip().startswith("$CATEGORY:"):
        return "names a category; courses are their own categories here. Remove the line."
    hidden = ESCAPED.sub(lambda found: PRIVATE[found[1]], block.strip())
    title = TITLE.match(hidden)
    code = _plain(title[1]) if title else ""
    body = hidden[title.end() :].strip() if title else hidden
    opened, closed = body.find("{"), body.rfind("}")
    if opened < 0 or closed < opened:
        return "has no answers in curly brackets."
    if "{" in body[opened + 1 : closed] or "}" in body[opened + 1 : closed]:
        return "has curly brackets inside its answers; write a backslash before those that are text."
    if body[closed + 1 :].strip():
        return "goes on after its answers; a missing word is a kind that cannot be kept here."
    stem = _plain(MARKUP.sub("", body[:opened].strip()))
    if not stem:
        return "asks nothing before its answers."
    inside, _, explanation = body[opened + 1 : closed].partition("####")
    return _read_answers(inside.strip(), code=code, stem=stem, explanation=_plain(explanation))


def _read_answers(inside: str, *, code: str, stem: str, explanation: str) -> dict[str, Any] | str:
    if inside.upper() in TRUTH:
        right = [0 if TRUTH[inside.upper()] else 1]
        return question(
            kind=TRUE_FALSE, stem=stem, choices=list(LABELS), right=right, code=code, explanation=explanation
        )
    parts = re.findall(r"([=~])([^=~]*)", inside)
    return _other_kind(inside, parts) or _read_choices(parts, code=code, stem=stem, explanation=explanation)


def _other_kind(inside: str, parts: list[tuple[str, str]]) -> str:
    """Return why answers cannot be kept, or nothing."""
    reasons = (
        (not inside, "is an essay, a kind that cannot be asked here."),
        (inside.startswith("#"), "asks for a number, a kind that cannot be asked here yet."),
        ("->" in inside, "matches pairs, a kind that cannot be asked here."),
        (not inside.startswith(("=", "~")), "has answers that begin with neither = nor ~."),
        (any("#" in text for _, text in parts), "has feedback for single choices, which cannot be kept here yet."),
    )
    return next((sentence for holds, sentence in reasons if holds), "")


def _read_choices(parts: list[tuple[str, str]], *, code: str, stem: str, explanation: str) -> dict[str, Any] | str:
    marks = [(sign, WEIGHT.match(text.strip()), text.strip()) for sign, text in parts]
    choices = [_plain(text[weight.end() :] if weight else text) for _, weight, text in marks]
    weights = [Decimal(weight[1]) if weight else Decimal(0) for _, weight, _ in marks]
    if any(weight for _, weight, _ in marks):
        if any(sign == "=" for sign, _, _ in marks):
            return "mixes right answers and weights."
        right = [place for place, weight in enumerate(weights) if weight > 0]
        if abs(sum((weights[place] for place in right), Decimal(-100))) > Decimal("0.1"):
            return "has weights of right answers that do not make 100 %."
        kind = MULTIPLE
    else:
        right = [place for place, (sign, _, _) in enumerate(marks) if sign == "="]
        if len(right) == len(choices):
            return "takes a typed answer, a kind that cannot be asked here yet."
        kind = SINGLE
    return fault_of_choices(choices, right, kind) or question(
        kind=kind, stem=stem, choices=choices, right=right, code=code, explanation=explanation
    )


def _plain(text: str) -> str:
    """Return what an escaped text says; line breaks of the file are spaces."""
    joined = " ".join(text.split())
    return "".join(PLAIN.get(character, character) for character in joined)


def _escaped(text: str) -> str:
    shielded = text.strip().replace("\\", "\\\\")
    for character in SPECIAL:
        shielded = shielded.replace(character, f"\\{character}")
    return shielded.replace("\n", "\\n")


def _written(item: dict[str, Any]) -> str:
    comment = f"// points: {item['points']}\n" if item["points"] != 1 else ""
    title = f"::{_escaped(item['code'])}:: " if item["code"] else ""
    explanation = f" ####{_escaped(item['explanation'])}" if item["explanation"].strip() else ""
    return f"{comment}{title}{_escaped(item['stem'])} {{{_answers(item)}{explanation}}}\n"


def _answers(item: dict[str, Any]) -> str:
    right = item["answer"]
    if item["kind"] == TRUE_FALSE and [choice["text"] for choice in item["choices"]] == list(LABELS):
        return "TRUE" if right == [item["choices"][0]["id"]] else "FALSE"
    if item["kind"] != MULTIPLE:
        return " ".join(f"{'=' if c['id'] in right else '~'}{_escaped(c['text'])}" for c in item["choices"])
    share = (Decimal(100) / len(right)).quantize(Decimal("0.00001")).normalize()
    return " ".join(
        f"~%{f'{share:f}' if choice['id'] in right else '-100'}%{_escaped(choice['text'])}"
        for choice in item["choices"]
    )
