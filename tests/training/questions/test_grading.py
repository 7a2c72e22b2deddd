"""Grading is exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.questions.grading import Grade, grade, is_right, readable


def asked(code, answer, kind="single", points=1):
    choices = [{"id": letter, "text": letter} for letter in "ABCD"]
    return {"code": code, "kind": kind, "answer": list(answer), "choices": choices, "points": points}


@pytest.mark.parametrize(
    ("chosen", "right"), [("AB", True), ("BA", True), ("A", False), ("ABC", False), ("", False), ("CD", False)]
)
def test_several_answers_are_right_all_together_or_not_at_all(chosen, right):
    assert is_right(asked("Q", "AB", "multiple"), chosen) is right


@pytest.mark.parametrize(
    ("points", "possible", "percent", "passes"),
    [(5, 7, 75, False), (6, 8, 75, True), (3, 4, 75, True), (5, 7, 71, True), (0, 0, 1, False), (7, 7, 100, True)],
)
def test_the_share_is_compared_exactly(points, possible, percent, passes):
    assert Grade(points, possible, frozenset()).passes(percent) is passes


def test_points_weigh_and_missing_answers_are_worth_nothing():
    questions = [asked("Q1", "A", points=3), asked("Q2", "B"), asked("Q3", "C")]
    result = grade(questions, {"Q1": ["A"], "Q2": ["C"]})
    assert (result.points, result.possible, result.right) == (3, 5, {"Q1"})


def test_what_is_no_choice_is_not_read_and_one_answer_is_one():
    assert readable(asked("Q", "A"), ["Z", "C", "B"]) == ["B"]
    assert readable(asked("Q", "A", "multiple"), ["Z", "C", "B", "B"]) == ["B", "C"]


keys = st.lists(st.sets(st.sampled_from("ABCD"), min_size=1), min_size=1, max_size=12)


@given(keys, st.data())
def test_one_more_right_answer_never_lowers_the_grade(answers, data):
    questions = [asked(f"Q{n}", answer, "multiple") for n, answer in enumerate(answers)]
    given_ = {item["code"]: data.draw(st.lists(st.sampled_from("ABCDZ"))) for item in questions}
    before = grade(questions, given_)
    mended = data.draw(st.sampled_from(questions))
    after = grade(questions, {**given_, mended["code"]: mended["answer"]})
    assert 0 <= before.points <= after.points <= after.possible == len(questions)
    assert mended["code"] in after.right
