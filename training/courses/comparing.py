"""The words that a new version changes: text against text, piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core.worddiff import Piece, word_diff

Content = dict[str, Any]
SHORT = ("title", "summary")
# Keys of blocks that say how something is shown or stored, and no words that a learner reads.
MUTE = frozenset({"id", "level", "kind", "type", "image", "document", "file", "captions"})


@dataclass(frozen=True)
class Change:
    """One text that is not what it was."""

    title: str
    pieces: list[Piece]


def changes(before: Content | None, after: Content) -> Iterator[Change]:
    """Yield each text that differs: the course's own, then lesson by lesson, then the questions."""
    old, new = _texts(before) if before else {}, _texts(after)
    for key in dict.fromkeys((*new, *old)):
        (_title, was), (title, now) = old.get(key, ("", "")), new.get(key, ("", ""))
        if was != now and before:
            yield Change(title or _title, word_diff(was, now))


def _texts(content: Content) -> dict[str, tuple[str, str]]:
    """Return each text by a key that names it in both versions, with its title."""
    found = {name: (str({"title": _("Title"), "summary": _("Summary")}[name]), content[name]) for name in SHORT}
    found["objectives"] = (_("Objectives"), "\n".join(content["objectives"]))
    for lesson in content["lessons"]:
        words = "\n".join(line for block in lesson["body"] for line in words_of(block["value"]))
        found[f"lesson:{lesson['code']}"] = (lesson["title"], f"{lesson['title']}\n{words}")
    for question in (content["quiz"] or {}).get("questions", ()):
        key = f"question:{question['code']}"
        found[key] = (_("Question %s") % question["code"], "\n".join(words_of(question)))
    return found


def words_of(value: Any) -> Iterator[str]:
    """Yield the texts inside a block's value, without tags."""
    if isinstance(value, str):
        text = strip_tags(value.replace("</p>", "\n").replace("</li>", "\n")).strip()
        if text:
            yield text
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in MUTE:
                yield from words_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from words_of(item)
