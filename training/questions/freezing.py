"""What a published version of a course holds of its quiz: rules and questions, as JSON that never changes."""

from collections.abc import Sequence
from typing import Any

from training.questions.models import Question

RULES = ("pass_percent", "max_attempts", "wait_minutes", "shuffle_questions", "shuffle_choices", "explain")
# Frozen only where they differ from these, which is what a version without them means.
LATER_RULES = {
    "time_limit_minutes": 0,
    "grace_seconds": 60,
    "show_score": "after_attempt",
    "show_right": "after_attempt",
    "show_key": "never",
    "blueprint": [],
}


def freeze_quiz(quiz: Any, questions: Sequence[Question]) -> dict[str, Any]:
    """Return a quiz as a version holds it."""
    later = {name: getattr(quiz, name) for name, usual in LATER_RULES.items() if getattr(quiz, name) != usual}
    return {
        **{name: getattr(quiz, name) for name in RULES},
        **later,
        "questions": [item.frozen() for item in questions],
    }


def rule(quiz: dict[str, Any], name: str) -> Any:
    """Return a rule of a frozen quiz, the usual one where it was frozen before there was such a rule."""
    return quiz.get(name, LATER_RULES.get(name))
