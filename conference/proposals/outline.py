"""A session's outline by minutes, typed as lines such as `10 Introduction`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LINE = re.compile(r"^\s*(\d{1,3})\s*(?:min(?:utes)?\.?)?\s*[:.,–—-]?\s+(\S.*?)\s*$", re.IGNORECASE)
MOST_MINUTES = 600


class UnreadableOutline(Exception):
    """A line does not begin with its minutes; `line` is what was written."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Part:
    """So many minutes for a topic."""

    minutes: int
    topic: str


def read_outline(text: str) -> list[Part]:
    """Return the parts of an outline; empty lines are passed over. Raises UnreadableOutline."""
    return [_read(line) for line in text.splitlines() if line.strip()]


def _read(line: str) -> Part:
    found = LINE.match(line)
    if not found or not 1 <= int(found[1]) <= MOST_MINUTES:
        raise UnreadableOutline(line.strip())
    return Part(int(found[1]), found[2])


def as_text(parts: Iterable[Part | Mapping[str, object]]) -> str:
    """Return an outline as it is typed."""
    return "\n".join(
        f"{part.minutes} {part.topic}" if isinstance(part, Part) else f"{part['minutes']} {part['topic']}"
        for part in parts
    )


def total_minutes(parts: Iterable[Part]) -> int:
    """Return how long it takes."""
    return sum(part.minutes for part in parts)
