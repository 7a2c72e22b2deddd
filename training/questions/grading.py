"""Grade answers. Pure and exact: 71.4 % is not 75 %, and nothing is rounded before it is compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from training.questions.kinds import FOLDS, NUMERIC, ONE_ANSWER, PARTIAL, SHORT, WRITTEN, Question, rules_of
from training.questions.written import LONGEST, fold, number_of

WHOLE, NOTHING = Fraction(1), Fraction(0)
STEP = Decimal("0.0001")


@dataclass(frozen=True)
class Grade:
    """What an attempt is worth: points reached and possible, and each question's share of its points, by code."""

    points: Fraction
    possible: int
    shares: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def right(self) -> frozenset[str]:
        """The codes of the questions that are wholly right."""
        return frozenset(code for code, share in self.shares.items() if share == WHOLE)

    @property
    def shown(self) -> Decimal:
        """The points as they are stored and shown: cut after four places, never rounded up."""
        return (Decimal(self.points.numerator) / Decimal(self.points.denominator)).quantize(STEP, ROUND_DOWN)

    def passes(self, percent: int) -> bool:
        """Return whether the share of the points is at least `percent`; a quiz without points is not passed."""
        return self.possible > 0 and self.points * 100 >= percent * self.possible


def share_of(question: Question, given: Iterable[str]) -> Fraction:
    """Return which share of its points an answer earns, from 0 to 1; no answer at all earns nothing.

    Of several answers in part: the share of the right ones chosen less the share of the wrong ones chosen, never below
    nothing, so that ticking everything earns nothing.
    """
    answers, rules = list(given), rules_of(question)
    if question["kind"] == NUMERIC:
        return WHOLE if any(_is_near(question, text) for text in answers[:1]) else NOTHING
    if question["kind"] == SHORT:
        folds = rules.get("fold", FOLDS)
        accepted = {fold(item, folds) for item in question["answer"]}
        return WHOLE if any(fold(text, folds) in accepted for text in answers[:1]) else NOTHING
    picked, right = set(answers), set(question["answer"])
    if picked and picked == right:
        return WHOLE
    if rules.get("scoring") != PARTIAL:
        return NOTHING
    wrong = {item["id"] for item in question["choices"]} - right
    lost = Fraction(len(picked & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, Fraction(len(picked & right), len(right)) - lost)


def _is_near(question: Question, text: str) -> bool:
    found, wanted = number_of(text), number_of(question["answer"][0])
    tolerance = number_of(str(rules_of(question).get("tolerance", "0")))
    return None not in (found, wanted, tolerance) and abs(found - wanted) <= tolerance  # type: ignore[operator]


def is_right(question: Question, given: Iterable[str]) -> bool:
    """Return whether an answer is wholly right; no answer never is."""
    return share_of(question, given) == WHOLE


def grade(questions: Sequence[Question], answers: Mapping[str, Sequence[str]]) -> Grade:
    """Grade the answers, given by question code as choice ids or typed text; a missing answer is worth nothing."""
    shares = {item["code"]: share_of(item, answers.get(item["code"], ())) for item in questions}
    return Grade(
        points=sum((item["points"] * shares[item["code"]] for item in questions), NOTHING),
        possible=sum(item["points"] for item in questions),
        shares=shares,
    )


def readable(question: Question, given: Iterable[str]) -> list[str]:
    """Return an answer as it is kept: choices that the question has, in its order; typed text, cut where it is endless.

    Of a question with one answer the first choice alone.
    """
    if question["kind"] in WRITTEN:
        typed = next(iter(given), "").replace("\x00", "").strip()[:LONGEST]
        return [typed] if typed else []
    picked = set(given)
    known = [item["id"] for item in question["choices"] if item["id"] in picked]
    return known[:1] if question["kind"] in ONE_ANSWER else known


def not_a_number(question: Question, given: Sequence[str]) -> bool:
    """Return whether a number is asked for and something else was typed."""
    return question["kind"] == NUMERIC and bool(given) and number_of(given[0]) is None


def key_of(question: Question) -> dict[str, Any]:
    """Return what decides about right and wrong: the answer and the rules."""
    return {"answer": list(question["answer"]), "rules": dict(rules_of(question))}
