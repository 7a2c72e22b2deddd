"""Grading is exact."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.questions.grading import Grade, grade, is_right, not_a_number, readable, share_of
from training.questions.kinds import fault_of


def asked(code, answer, kind="single", points=1, **rules):
    choices = [{"id": letter, "text": letter} for letter in "ABCD"]
    return {"code": code, "kind": kind, "answer": list(answer), "choices": choices, "points": points, "rules": rules}


def typed(*accepted, kind="short", **rules):
    return {"code": "T", "kind": kind, "answer": list(accepted), "choices": [], "points": 2, "rules": rules}


@pytest.mark.parametrize(
    ("chosen", "right"), [("AB", True), ("BA", True), ("A", False), ("ABC", False), ("", False), ("CD", False)]
)
def test_several_answers_are_right_all_together_or_not_at_all(chosen, right):
    assert is_right(asked("Q", "AB", "multiple"), chosen) is right


@pytest.mark.parametrize(
    ("chosen", "share"),
    [("AB", 1), ("A", Fraction(1, 2)), ("ABC", Fraction(1, 2)), ("AC", 0), ("ABCD", 0), ("", 0), ("C", 0)],
)
def test_several_answers_in_part_lose_what_wrong_ones_take(chosen, share):
    assert share_of(asked("Q", "AB", "multiple", scoring="partial"), chosen) == share


def test_a_question_frozen_before_there_were_rules_is_graded_as_then():
    old = {"code": "Q", "kind": "multiple", "answer": ["A", "B"], "points": 1,
           "choices": [{"id": "A", "text": "a"}, {"id": "B", "text": "b"}, {"id": "C", "text": "c"}]}  # fmt: skip
    assert (grade([old], {"Q": ["A", "B"]}).points, grade([old], {"Q": ["A"]}).points) == (1, 0)


@pytest.mark.parametrize(
    ("given_", "folds", "right"),
    [
        ("  Tarasoff ", [], True), ("tarasoff", [], False), ("TARASOFF", ["case"], True), ("Tárasoff", ["case"], False),
        ("tárasoff", ["case", "accents"], True), ("Ｔarasoff", [], True), ("Tarasoffs", ["case"], False),
    ],
)  # fmt: skip
def test_a_short_answer_may_differ_only_where_it_says_so(given_, folds, right):
    assert is_right(typed("Tarasoff", "duty to protect", fold=folds), [given_]) is right
    assert is_right(typed("Tarasoff", "duty to protect", fold=["spaces"]), ["duty  to\tprotect"]) is True


@pytest.mark.parametrize(
    ("given_", "right"),
    [("3.5", True), ("3,5", True), (" 3.60 ", True), ("3.61", False), ("−3.5", False), ("+3.4", True), ("3.39", False),
     ("three", False), ("", False), ("3.5.1", False), ("1e1", False), ("nan", False)],
)  # fmt: skip
def test_a_number_is_right_within_its_tolerance_to_the_last_digit(given_, right):
    assert is_right(typed("3.5", kind="numeric", tolerance="0.1"), [given_]) is right


def test_what_is_no_number_or_two_numbers_is_told_from_a_wrong_one():
    question = typed("1000", kind="numeric", tolerance="0")
    said = [not_a_number(question, [text]) for text in ("1,000", "1.000", "1000", "x", "0,125", "1 000")]
    assert said == [True, False, False, True, False, False]
    assert is_right(question, ["1 000"])


@pytest.mark.parametrize(
    ("points", "possible", "percent", "passes"),
    [(5, 7, 75, False), (6, 8, 75, True), (3, 4, 75, True), (5, 7, 71, True), (0, 0, 1, False), (7, 7, 100, True),
     (Fraction(9, 4), 3, 75, True), (Fraction(2249999, 1000000), 3, 75, False)],
)  # fmt: skip
def test_the_share_is_compared_exactly(points, possible, percent, passes):
    assert Grade(Fraction(points), possible).passes(percent) is passes


def test_what_is_shown_is_cut_and_never_rounded_up():
    assert Grade(Fraction(2, 3), 1).shown == Decimal("0.6666")
    assert not Grade(Fraction(29999, 10000) - Fraction(1, 10**9), 4).passes(75)


def test_points_weigh_and_missing_answers_are_worth_nothing():
    questions = [asked("Q1", "A", points=3), asked("Q2", "B"), asked("Q3", "C")]
    result = grade(questions, {"Q1": ["A"], "Q2": ["C"]})
    assert (result.points, result.possible, result.right) == (3, 5, {"Q1"})


def test_what_is_no_choice_is_not_read_and_one_answer_is_one():
    assert readable(asked("Q", "A"), ["Z", "C", "B"]) == ["B"]
    assert readable(asked("Q", "A", "multiple"), ["Z", "C", "B", "B"]) == ["B", "C"]
    assert readable(typed("a"), [" x\x00y ", "z"]) == ["xy"]
    assert (readable(typed("a"), ["  "]), len(readable(typed("a"), ["x" * 900])[0])) == ([], 500)


@pytest.mark.parametrize(
    ("question", "said"),
    [(typed(), "one to twenty"), (typed("a", " A ", fold=["case"]), "twice"), (typed(" "), "empty"),
     (typed("x", kind="numeric"), "one number"), (typed("1", kind="numeric", tolerance="-1"), "tolerance"),
     (typed("a", "b"), ""), (typed("-.5", kind="numeric"), ""), (asked("Q", "AB"), "asks for one")],
)  # fmt: skip
def test_a_question_nobody_can_answer_is_named(question, said):
    assert said in fault_of(question)
    assert bool(fault_of(question)) is bool(said)


letters = st.sets(st.sampled_from("ABCD"), min_size=1)


@st.composite
def papers(draw):
    """Some questions of every kind with answers of all sorts."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["single", "multiple", "short", "numeric"]))
        points = draw(st.integers(1, 5))
        if kind in ("single", "multiple"):
            right = draw(letters)
            scoring = draw(st.sampled_from(["exact", "partial"]))
            right = right if kind == "multiple" else {min(right)}
            found.append(asked(f"Q{number}", right, kind, points, scoring=scoring))
        else:
            right = draw(st.sampled_from(["12", "0.5", "-3"]))
            found.append({**typed(right, kind=kind), "code": f"Q{number}", "points": points})
    answers = st.lists(st.sampled_from(["A", "B", "C", "D", "12", "0,5", "x", ""]), max_size=4)
    return found, {item["code"]: draw(answers) for item in found}


@settings(max_examples=50)
@given(papers(), st.data())
def test_a_better_answer_never_lowers_the_grade_and_nothing_leaves_its_bounds(made, data):
    questions, given_ = made
    before = grade(questions, given_)
    mended = data.draw(st.sampled_from(questions))
    after = grade(questions, {**given_, mended["code"]: mended["answer"]})
    assert 0 <= before.points <= after.points <= after.possible == sum(item["points"] for item in questions)
    assert mended["code"] in after.right
    assert all(not before.passes(percent) or after.passes(percent) for percent in (1, 50, 75, 100))
    assert before.passes(75) is (before.points / before.possible >= Fraction(3, 4))


@settings(max_examples=50)
@given(letters, st.sets(st.sampled_from("ABCD")), st.sampled_from("ABCD"))
def test_in_part_each_right_choice_helps_and_each_wrong_one_does_not(right, chosen, one):
    question = asked("Q", right, "multiple", scoring="partial")
    before, after = share_of(question, chosen), share_of(question, chosen | {one})
    assert after >= before if one in right else after <= before
