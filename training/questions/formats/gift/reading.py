"""Read a GIFT file: each question, or why it cannot be kept, with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from training.questions.formats.gift.answers import read_answers
from training.questions.formats.gift.marks import read_marks
from training.questions.formats.gift.text import hidden, plain
from training.questions.formats.reading import LONGEST_CATEGORY, Read

TITLE = re.compile(r"\A::(.*?)::", re.DOTALL)
MARKUP = re.compile(r"\A\[(html|moodle|plain|markdown)\]\s*")
CATEGORY = "$CATEGORY:"
# Where Moodle keeps what has no category of its own, and what begins the path of one that has.
TOP = "$course$/top"


@dataclass
class Block:
    """The lines of a question without its comments, which stand apart."""

    start: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read_gift(text: str) -> Read:
    """Return the file's questions; each other kind, and each thing we could not keep, is a fault with its line."""
    found, category = Read(), ""
    for block in _blocks(text):
        first = block.lines[0].strip()
        if first.startswith(CATEGORY):
            named = category_of(first)
            if len(block.lines) > 1 or len(named) > LONGEST_CATEGORY:
                found.add(block.start, "names a category: it stands on a line of its own, of at most 80 characters.")
                continue
            category = named
            continue
        said = _read_block("\n".join(block.lines), block.comments)
        found.add(block.start, said if isinstance(said, str) else {**said, "category": category})
    return found


def category_of(line: str) -> str:
    """Return the category that a line names; the top one is none."""
    path = " ".join(line.removeprefix(CATEGORY).split())
    return "" if path in (TOP, "top") else path.removeprefix(f"{TOP}/")


def _blocks(text: str) -> Iterator[Block]:
    """Yield each question with the number of its first line; empty lines stand between them."""
    block = Block(0)
    for number, line in enumerate([*text.removeprefix("\ufeff").splitlines(), ""], 1):
        if line.lstrip().startswith("//"):
            block.comments.append(line)
        elif line.strip():
            block.start = block.start if block.lines else number
            block.lines.append(line)
            if line.lstrip().startswith(CATEGORY) and len(block.lines) == 1:
                yield block
                block = Block(0)
        else:
            if block.lines:
                yield block
            block = Block(0)


def _read_block(text: str, comments: list[str]) -> dict[str, Any] | str:
    marks = read_marks(comments)
    if isinstance(marks, str):
        return marks
    shielded = hidden(text.strip())
    title = TITLE.match(shielded)
    code = plain(title[1]) if title else ""
    body = shielded[title.end() :].strip() if title else shielded
    opened, closed = body.find("{"), body.rfind("}")
    if opened < 0 or closed < opened:
        return "has no answers in curly brackets."
    if "{" in body[opened + 1 : closed] or "}" in body[opened + 1 : closed]:
        return "has curly brackets inside its answers; write a backslash before those that are text."
    if body[closed + 1 :].strip():
        return "goes on after its answers; a missing word is a kind that cannot be kept here."
    stem = plain(MARKUP.sub("", body[:opened].strip()))
    if not stem:
        return "asks nothing before its answers."
    inside, _, explanation = body[opened + 1 : closed].partition("####")
    return read_answers(inside.strip(), marks, stem=stem, code=code, explanation=plain(explanation))
