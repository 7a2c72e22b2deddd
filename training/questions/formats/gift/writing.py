"""Write questions as a GIFT file that gives the same questions back, here; and to other readers what the format has."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from training.questions.formats.gift.answers import LABELS
from training.questions.formats.gift.marks import written_marks
from training.questions.formats.gift.reading import CATEGORY, MARKUP, TOP
from training.questions.formats.gift.text import escaped
from training.questions.formats.reading import CannotSay
from training.questions.kinds import MULTIPLE, NUMERIC, PARTIAL, SHORT, TRUE_FALSE, rules_of

STEP = Decimal("0.00001")
Item = dict[str, Any]


def write_gift(questions: Iterable[Item]) -> str:
    """Return the questions as a file; raises CannotSay for a text that the format would take for something else.

    What it has no word for (points, difficulty, how several answers count) stands in a comment that we read back.
    """
    found, category = [], ""
    for item in questions:
        said = _cannot(item)
        if said:
            raise CannotSay(f"{item['code']}: GIFT {said}")
        now = item.get("category") or ""
        if now != category:
            found.append(f"{CATEGORY} {TOP}/{now}\n" if now else f"{CATEGORY} {TOP}\n")
        category = now
        found.append(_written(item))
    return "\n".join(found)


def _cannot(item: Item) -> str:
    answers = [*(choice["text"] for choice in item["choices"]), *(item["answer"] if item["kind"] == SHORT else ())]
    feedback = [choice.get("feedback", "") for choice in item["choices"]]
    texts = [item["stem"], *answers, *feedback, item["explanation"]]
    category = item.get("category") or ""
    reasons = (
        (any("->" in text for text in texts), "takes “->” for a pair."),
        (any(text.lstrip().startswith("%") for text in answers), "takes an answer that begins with % for a weight."),
        (item["kind"] == SHORT and any("*" in text for text in item["answer"]), "takes an asterisk for any text."),
        (item["stem"].lstrip().startswith(("//", CATEGORY)), "takes a question that begins so for something else."),
        (any(MARKUP.match(text.lstrip()) for text in texts), "takes “[html]” and the like for markup."),
        (any(set(tag) & set("[]\n") for tag in item.get("tags") or ()), "cannot write a tag with square brackets."),
        (" ".join(category.split()) != category or category.startswith(TOP), "cannot write this category."),
    )
    return next((sentence for holds, sentence in reasons if holds), "")


def _written(item: Item) -> str:
    labels = [choice["text"] for choice in item["choices"]]
    own_truth = item["kind"] == TRUE_FALSE and labels != list(LABELS)
    title = f"::{escaped(item['code'])}:: " if item["code"] else ""
    explanation = f" ####{escaped(item['explanation'])}" if item["explanation"].strip() else ""
    answers = _answers(item) if not own_truth else _one_right(item)
    return f"{written_marks(item, own_truth=own_truth)}{title}{escaped(item['stem'])} {{{answers}{explanation}}}\n"


def _answers(item: Item) -> str:
    if item["kind"] == NUMERIC:
        tolerance = str(rules_of(item).get("tolerance", "0"))
        return f"#{_point(item['answer'][0])}:{_point(tolerance)}"
    if item["kind"] == SHORT:
        return " ".join(f"={escaped(text)}" for text in item["answer"])
    if item["kind"] == TRUE_FALSE:
        return _truth(item)
    return _several(item) if item["kind"] == MULTIPLE else _one_right(item)


def _point(number: str) -> str:
    """Return a number with a point, and a digit on both of its sides."""
    plain = number.strip().replace(",", ".").replace("−", "-").replace(" ", "")
    sign = plain[:1] if plain[:1] in ("-", "+") else ""
    whole, point, rest = plain.removeprefix(sign).partition(".")
    return f"{sign}{whole or 0}{point if rest else ''}{rest}"


def _truth(item: Item) -> str:
    true, false = item["choices"]
    is_true = item["answer"] == [true["id"]]
    right, wrong = (true, false) if is_true else (false, true)
    said = [escaped(wrong.get("feedback", "")), escaped(right.get("feedback", ""))]
    texts = "#".join(["", *said]) if any(said) else ""
    return f"{'TRUE' if is_true else 'FALSE'}{texts}"


def _feedback(choice: dict[str, str]) -> str:
    return f"#{escaped(choice['feedback'])}" if choice.get("feedback") else ""


def _one_right(item: Item) -> str:
    return " ".join(
        f"{'=' if choice['id'] in item['answer'] else '~'}{escaped(choice['text'])}{_feedback(choice)}"
        for choice in item["choices"]
    )


def _several(item: Item) -> str:
    right = len(item["answer"])
    wrong = len(item["choices"]) - right
    lost = wrong if rules_of(item).get("scoring") == PARTIAL else 1
    return " ".join(
        f"~%{_share(right) if choice['id'] in item['answer'] else '-' + _share(lost)}%"
        f"{escaped(choice['text'])}{_feedback(choice)}"
        for choice in item["choices"]
    )


def _share(number: int) -> str:
    return f"{(Decimal(100) / number).quantize(STEP).normalize():f}"
