"""Answers between the page and what is stored: what a tab changed, and what a question shows."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from training.questions.drawing import paper
from training.questions.grading import is_right, not_a_number, readable, share_of
from training.questions.kinds import MULTIPLE, NUMERIC, WRITTEN
from training.quizzes.models import Attempt
from training.quizzes.review import Shown

Answers = dict[str, list[str]]


def mark_of(answer: list[str]) -> str:
    """Return a short mark of an answer, by which a page tells later what it had shown."""
    return sha256(json.dumps(answer).encode()).hexdigest()[:12]


def changed_answers(attempt: Attempt, posted: QueryDict | Mapping[str, Any]) -> Answers:
    """Return what was answered differently on this page than the page had shown.

    What a page left as it was says nothing: another tab or device may have saved it anew since. A page without marks
    says what it holds.
    """
    found: Answers = {}
    values = posted if isinstance(posted, QueryDict) else _query_of(posted)
    for item in paper(attempt.enrollment.version.quiz or {}, attempt.seed):
        code = item["code"]
        answer, before = readable(item, values.getlist(f"q-{code}")), values.get(f"was-{code}")
        if answer if before is None else mark_of(answer) != before:
            found[code] = answer
    return found


def _query_of(fields: Mapping[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in fields.items():
        query.setlist(name, values)
    return query


def asked(attempt: Attempt, quiz: dict[str, Any], policy: Shown, held: Answers | None = None) -> list[dict[str, Any]]:
    """Return the questions as the learner sees them, with what the policy shows now and nothing else of the key.

    `held` are answers that a form held and that are not saved yet: they stand in the form, and count as changed.
    """
    saved: Answers = attempt.answers
    shown = saved if held is None else held
    return [
        _seen(item, shown.get(item["code"], []), policy) | {"was": mark_of(saved.get(item["code"], []))}
        for item in paper(quiz, attempt.seed)
    ]


def _seen(item: dict[str, Any], given: list[str], policy: Shown) -> dict[str, Any]:
    answered = bool(given)
    return {
        "code": item["code"],
        "stem": item["stem"],
        "points": item["points"],
        "several": item["kind"] == MULTIPLE,
        "typed": item["kind"] in WRITTEN,
        "numeric": item["kind"] == NUMERIC,
        "given": given,
        "no_number": not_a_number(item, given),
        "choices": [_choice(item, choice, given, policy) for choice in item["choices"]],
        "right": is_right(item, given) if policy.right else None,
        "partly": policy.right and 0 < share_of(item, given) < 1,
        "answered": answered,
        "key": item["answer"] if policy.key and item["kind"] in WRITTEN else [],
        "explanation": item["explanation"] if policy.feedback else "",
    }


def _choice(item: dict[str, Any], choice: dict[str, str], given: list[str], policy: Shown) -> dict[str, Any]:
    chosen = choice["id"] in given
    return {
        "id": choice["id"],
        "text": choice["text"],
        "chosen": chosen,
        "in_key": policy.key and choice["id"] in item["answer"],
        "feedback": choice.get("feedback", "") if policy.feedback and chosen else "",
    }
