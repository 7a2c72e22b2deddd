"""Papers are drawn from a seed, the same ones for good."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.questions.drawing import drawn, fits, is_drawable, paper, size_of


def question(number, category="", tags=(), difficulty=""):
    choices = [{"id": letter, "text": letter} for letter in "ABCD"]
    return {"code": f"Q{number}", "kind": "single", "choices": choices, "category": category, "tags": list(tags),
            "difficulty": difficulty}  # fmt: skip


def quiz(questions, *lines, shuffled=True):
    return {"questions": questions, "blueprint": list(lines), "shuffle_questions": shuffled,
            "shuffle_choices": shuffled}  # fmt: skip


TWENTY = [question(n, "law" if n % 2 else "care", ["x"] if n % 3 else [], "hard" if n % 5 else "easy")
          for n in range(20)]  # fmt: skip


def codes(questions):
    return [item["code"] for item in questions]


def test_a_seed_draws_this_paper_for_good():
    five = quiz(TWENTY, {"count": 3, "category": "law"}, {"count": 2, "tag": "x", "difficulty": "hard"})
    drawn_now = [(item["code"], "".join(choice["id"] for choice in item["choices"])) for item in paper(five, 7)]
    assert drawn_now == GOLDEN
    assert codes(paper(five, 8)) != codes(paper(five, 7))


GOLDEN = [("Q2", "CADB"), ("Q17", "BADC"), ("Q15", "BCDA"), ("Q9", "CABD"), ("Q5", "ADBC")]


@settings(max_examples=50)
@given(st.integers(0, 2**32), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
def test_each_line_gets_its_questions_and_none_is_asked_twice(seed, law, tagged, easy):
    lines = [{"count": law, "category": "law"}, {"count": tagged, "tag": "x"}, {"count": easy, "difficulty": "easy"}]
    plan = quiz(TWENTY, *[line for line in lines if line["count"]])
    found = drawn(plan, seed)
    if not is_drawable(plan):
        assert easy > 4
        return
    assert len(set(codes(found))) == len(found) == size_of(plan)
    assert all(sum(fits(item, line) for item in found) >= line["count"] for line in lines)


def test_lines_that_overlap_are_filled_where_they_can_be():
    # The first line could take the only question of the second.
    two = [question(1, "law", ["x"]), question(2, "law")]
    plan = quiz(two, {"count": 1, "category": "law"}, {"count": 1, "tag": "x"})
    assert all(len(drawn(plan, seed)) == 2 for seed in range(20))
    assert not is_drawable(quiz(two, {"count": 2, "tag": "x"}))


@pytest.mark.parametrize("seed", range(3))
def test_without_a_draw_everything_is_asked_in_the_order_of_the_course(seed):
    assert codes(paper(quiz(TWENTY, shuffled=False), seed)) == codes(TWENTY)
    assert sorted(codes(paper(quiz(TWENTY), seed))) == sorted(codes(TWENTY))


def test_every_question_has_its_chance():
    plan = quiz(TWENTY, {"count": 2})
    seen = {code for seed in range(200) for code in codes(drawn(plan, seed))}
    assert seen == set(codes(TWENTY))
