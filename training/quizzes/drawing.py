"""Which questions an attempt asks, in which order: a pure function of the quiz and the attempt's seed."""

from random import Random
from typing import Any

Quiz = dict[str, Any]


def paper(quiz: Quiz, seed: int) -> list[dict[str, Any]]:
    """Return the questions as this attempt asks them; the same seed gives the same paper."""
    chance = Random(seed)  # noqa: S311 - an order, not a secret
    questions = [dict(item, choices=list(item["choices"])) for item in quiz["questions"]]
    if quiz["shuffle_questions"]:
        chance.shuffle(questions)
    if quiz["shuffle_choices"]:
        for item in questions:
            if item["kind"] != "true_false":
                chance.shuffle(item["choices"])
    return questions
