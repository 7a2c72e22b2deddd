"""What stands between GIFT's curly brackets: which kind of question it makes, and its key."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from training.questions.formats.gift.text import plain
from training.questions.formats.reading import question
from training.questions.kinds import (
    EXACT,
    FOLDS,
    MULTIPLE,
    NUMERIC,
    PARTIAL,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    fault_of,
    fault_of_choices,
)  # fmt: skip
from training.questions.written import number_of

WEIGHT = re.compile(r"\A%(-?\d{1,3}(?:\.\d+)?)%")
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
LABELS = ("True", "False")
# Moodle minds no capital letters unless it is told to; accents count.
MOODLES_FOLDS = ["case", "spaces"]
NEAR = Fraction(1, 10)
Marks = dict[str, Any]
Parts = Sequence[tuple[str, str]]


def read_answers(inside: str, marks: Marks, **about: Any) -> dict[str, Any] | str:
    """Return the question, or why it cannot be kept."""
    about |= {name: marks[name] for name in ("points", "difficulty", "tags") if name in marks}
    truth, *feedback = inside.split("#")
    if truth.strip().upper() in TRUTH:
        return _truth(TRUTH[truth.strip().upper()], [plain(text) for text in feedback], about)
    if inside.startswith("#"):
        return _number(inside.removeprefix("#").strip(), about)
    parts = re.findall(r"([=~])([^=~]*)", inside)
    return _other_kind(inside) or _choices(parts, marks, about)


def _other_kind(inside: str) -> str:
    reasons = (
        (not inside, "is an essay, a kind that cannot be asked here."),
        ("->" in inside, "matches pairs, a kind that cannot be asked here."),
        (not inside.startswith(("=", "~")), "has answers that begin with neither = nor ~."),
    )
    return next((sentence for holds, sentence in reasons if holds), "")


def _truth(true: bool, feedback: Sequence[str], about: dict[str, Any]) -> dict[str, Any] | str:
    """The first feedback is for whoever answers wrongly, the second for whoever answers rightly."""
    if len(feedback) > 2:
        return "has more than two texts of feedback for true and false."
    right = 0 if true else 1
    said = dict(zip((1 - right, right), feedback, strict=False))
    return question(kind=TRUE_FALSE, choices=LABELS, right=[right], feedback=said, **about)


def _number(text: str, about: dict[str, Any]) -> dict[str, Any] | str:
    if "#" in text:
        return "has feedback for its number, which cannot be kept; write it as general feedback after ####."
    if text.count("=") > 1 or "~" in text or "%" in text:
        return "accepts several numbers or numbers in part, which cannot be kept here."
    value, _, tolerance = text.removeprefix("=").strip().partition(":")
    low, dots, high = value.partition("..")
    if dots:
        ends = _number_in(low), _number_in(high)
        if None in ends or tolerance or ends[0] > ends[1]:  # type: ignore[operator]
            return "has a range that is none; write it as {#1..5}."
        middle, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2  # type: ignore[operator]
        value, tolerance = decimal_of(middle), decimal_of(half)
    value, tolerance = value.strip(), tolerance.strip() or "0"
    if _number_in(value) is None or _number_in(tolerance) is None:
        return "asks for a number, but names none such as {#3.5:0.1}."
    made = question(kind=NUMERIC, answer=[value], **{**about, "rules": {"tolerance": tolerance}})
    return fault_of(made) or made


def _number_in(text: str) -> Fraction | None:
    return None if "," in text else number_of(text)


def decimal_of(number: Fraction) -> str:
    """Return a fraction of powers of two and five as a decimal number, to its last digit."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(int(number * 10**places)):0{places + 1}}"
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}".removesuffix(".")


def _choices(parts: Parts, marks: Marks, about: dict[str, Any]) -> dict[str, Any] | str:
    split = [(sign, *text.partition("#")[::2]) for sign, text in parts]
    weights = [WEIGHT.match(text.strip()) for _, text, _ in split]
    texts = [plain(text.strip()[weight.end() :] if weight else text)
             for weight, (_, text, _) in zip(weights, split, strict=True)]  # fmt: skip
    feedback = {place: plain(said) for place, (_, _, said) in enumerate(split)}
    shares = [Fraction(weight[1]) if weight else Fraction(0) for weight in weights]
    if all(sign == "=" for sign, _, _ in split):
        return _wordings(texts, shares, feedback, marks, about)
    if any(weights):
        if any(sign == "=" for sign, _, _ in split):
            return "mixes right answers and weights."
        right = [place for place, share in enumerate(shares) if share > 0]
        scoring = _scoring(shares, right, marks)
        if scoring not in (EXACT, PARTIAL):
            return scoring
        kind, rules = MULTIPLE, {"scoring": PARTIAL} if scoring == PARTIAL else {}
    else:
        right = [place for place, (sign, _, _) in enumerate(split) if sign == "="]
        kind, rules = marks.get("kind", SINGLE), {}
    said = fault_of_choices(texts, right, kind)
    return said or question(kind=kind, choices=texts, right=right, feedback=feedback, **{**about, "rules": rules})


def _scoring(shares: Sequence[Fraction], right: Sequence[int], marks: Marks) -> str:
    """Return how several answers count, or why these weights cannot be kept: they would count otherwise here."""
    wrong = [share for share in shares if share <= 0]
    if abs(sum((shares[place] for place in right), Fraction(-100))) > NEAR:
        return "has weights of right answers that do not make 100 %."
    if any(abs(shares[place] - Fraction(100, len(right))) > NEAR for place in right):
        return "weighs its right answers differently, which cannot be kept; give each the same share."
    if "scoring" in marks:
        return str(marks["scoring"])
    if all(abs(share + Fraction(100, len(wrong))) <= NEAR for share in wrong):
        return PARTIAL
    if all(share == -100 for share in wrong):
        return EXACT
    return (
        "has weights of wrong answers that cannot be kept: either -100 for each, then all together count or nothing, "
        "or -100 shared among them, then right ones count in part."
    )


def _wordings(
    texts: Sequence[str], shares: Sequence[Fraction], feedback: dict[int, str], marks: Marks, about: dict[str, Any]
) -> dict[str, Any] | str:
    reasons = (
        (any(share not in (0, 100) for share in shares), "accepts typed answers in part, which cannot be kept here."),
        (any(feedback.values()), "has feedback for typed answers, which cannot be kept; write it after ####."),
        (any("*" in text for text in texts), "has an asterisk that stands for any text, which cannot be kept here."),
    )
    fold = [name for name in FOLDS if name in marks.get("fold", MOODLES_FOLDS)]
    made = question(kind=SHORT, answer=texts, **{**about, "rules": {"fold": fold}})
    return next((sentence for holds, sentence in reasons if holds), "") or fault_of(made) or made
