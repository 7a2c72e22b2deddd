"""What a search returns."""

from dataclasses import dataclass

MAX_EACH = 50


@dataclass(frozen=True)
class Result:
    """One thing found: its kind in words, its public title and text, its address."""

    kind: str
    title: str
    url: str
    text: str = ""
