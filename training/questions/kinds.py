"""The kinds of question that can be asked, and what makes one whole: pure data, as a course freezes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from training.questions.written import fold, is_short_enough, number_of

SINGLE, MULTIPLE, TRUE_FALSE, SHORT, NUMERIC = "single", "multiple", "true_false", "short", "numeric"
ONE_ANSWER = frozenset({SINGLE, TRUE_FALSE})
WRITTEN = frozenset({SHORT, NUMERIC})
# How several answers count, and what a typed answer may differ in.
EXACT, PARTIAL = "exact", "partial"
FOLDS = ("case", "accents", "spaces")
MOST_CHOICES = 20

Question = Mapping[str, Any]


def rules_of(question: Question) -> Mapping[str, Any]:
    """Return a question's own rules; those frozen before there were any have none."""
    found: Mapping[str, Any] = question.get("rules") or {}
    return found


def fault_of(question: Question) -> str:
    """Return why no learner could answer this question rightly, as a sentence, or nothing."""
    kind, answer = question["kind"], question["answer"]
    if kind == NUMERIC:
        return _fault_of_number(answer, rules_of(question))
    if kind == SHORT:
        return _fault_of_wordings(answer, rules_of(question))
    return fault_of_choices([item["text"] for item in question["choices"]], answer, kind)


def fault_of_choices(texts: Sequence[str], right: Sequence[Any], kind: str) -> str:
    """Return what is wrong with choices of which `right` are the right ones, or nothing."""
    faults = (
        (not 2 <= len(texts) <= MOST_CHOICES, _("has %d choices; two to twenty can be asked.") % len(texts)),
        (not all(text.strip() for text in texts), _("has an empty choice.")),
        (len({text.strip() for text in texts}) != len(texts), _("has the same choice twice.")),
        (not right, _("has no right answer.")),
        (kind != MULTIPLE and len(right) > 1, _("has several right answers, but asks for one.")),
        (kind == TRUE_FALSE and len(texts) != 2, _("is true or false, and so has exactly two choices.")),
    )
    return next((str(sentence) for holds, sentence in faults if holds), "")


def _fault_of_number(answer: Sequence[str], rules: Mapping[str, Any]) -> str:
    tolerance = number_of(str(rules.get("tolerance", "0")))
    if len(answer) != 1 or number_of(answer[0]) is None:
        return str(_("asks for a number: its answer is one number, such as 3.5."))
    return str(_("has a tolerance that is no number from zero up.")) if tolerance is None or tolerance < 0 else ""


def _fault_of_wordings(answer: Sequence[str], rules: Mapping[str, Any]) -> str:
    folds = rules.get("fold", FOLDS)
    folded = [fold(item, folds) for item in answer]
    faults = (
        (not 1 <= len(answer) <= MOST_CHOICES, _("has %d accepted answers; one to twenty can be.") % len(answer)),
        (not all(folded), _("accepts an empty answer.")),
        (not all(map(is_short_enough, answer)), _("accepts an answer longer than 500 characters.")),
        (len(set(folded)) != len(folded), _("accepts the same answer twice.")),
    )
    return next((str(sentence) for holds, sentence in faults if holds), "")
