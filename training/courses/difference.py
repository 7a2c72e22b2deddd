"""What a new version of a course changes for learners, in sentences."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from training.courses.rules import rule_of

Content = dict[str, Any]


def differences(before: Content | None, after: Content) -> Iterator[str]:
    """Yield a sentence for each difference; everything is new where there is no version before."""
    if before is None:
        yield _("First version.")
        return
    for name, label in (("title", _("title")), ("summary", _("summary")), ("objectives", _("objectives")),
                        ("minutes", _("time")), ("credit_minutes", _("creditable minutes"))):  # fmt: skip
        if before[name] != after[name]:
            yield _("Changed: %s.") % label
    if rule_of(before) != rule_of(after):
        yield _("Changed: what completes the course.")
    yield from _items(before["lessons"], after["lessons"], "title", _("lesson"))
    quiz, then = before["quiz"] or {"questions": []}, after["quiz"] or {"questions": []}
    if _rules(quiz) != _rules(then):
        yield _("Changed: rules of the quiz.")
    yield from _items(quiz["questions"], then["questions"], "stem", _("question"))


def _rules(quiz: Content) -> Content:
    return {name: value for name, value in quiz.items() if name != "questions"}


def _items(before: list[Content], after: list[Content], title: str, kind: str) -> Iterator[str]:
    old = {item["code"]: item for item in before}
    new = {item["code"]: item for item in after}
    for code, item in new.items():
        if code not in old:
            yield _("New %(kind)s: %(title)s") % {"kind": kind, "title": item[title]}
        elif item != old[code]:
            yield _("Changed %(kind)s: %(title)s") % {"kind": kind, "title": item[title]}
    for code, item in old.items():
        if code not in new:
            yield _("No longer there, %(kind)s: %(title)s") % {"kind": kind, "title": item[title]}
    kept = [code for code in new if code in old]
    if kept != [code for code in old if code in new]:
        yield _("Another order: %s.") % kind
