"""What a learner sees of an attempt at which moment: points, right and wrong, the key, the feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from training.courses.models import Quiz
from training.questions.freezing import rule

Moment = Quiz.Moment


@dataclass(frozen=True)
class Shown:
    """What may be shown now."""

    score: bool
    right: bool
    key: bool
    feedback: bool


def shown(quiz: Mapping[str, Any], *, handed_in: bool, passed: bool, last: bool) -> Shown:
    """Return what the quiz's policy shows.

    `handed_in` is of the attempt looked at; `passed` of any of the learner's; `last` means that none is left.
    """
    reached = {
        Moment.NEVER: False,
        Moment.DURING: True,
        Moment.AFTER_ATTEMPT: handed_in,
        Moment.AFTER_PASSING: handed_in and passed,
        Moment.AT_END: handed_in and (passed or last),
    }
    names = ("show_score", "show_right", "show_key", "explain")
    return Shown(*(reached[Moment(rule(dict(quiz), name))] for name in names))
