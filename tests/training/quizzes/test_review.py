"""What is shown at which moment."""

import pytest

from training.quizzes.review import shown

MOMENTS = ("never", "during", "after_attempt", "after_passing", "at_end")


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        ({"handed_in": False, "passed": False, "last": False}, {"during"}),
        ({"handed_in": False, "passed": True, "last": True}, {"during"}),
        ({"handed_in": True, "passed": False, "last": False}, {"during", "after_attempt"}),
        ({"handed_in": True, "passed": False, "last": True}, {"during", "after_attempt", "at_end"}),
        ({"handed_in": True, "passed": True, "last": False}, {"during", "after_attempt", "after_passing", "at_end"}),
    ],
)
def test_each_part_is_shown_from_its_own_moment_on(state, seen):
    for moment in MOMENTS:
        policy = shown({"show_key": moment, "show_score": "never", "show_right": "never", "explain": moment}, **state)
        assert (policy.key, policy.feedback, policy.score, policy.right) == (
            moment in seen,
            moment in seen,
            False,
            False,
        )


def test_a_quiz_frozen_before_there_was_a_policy_shows_what_it_showed():
    policy = shown({"explain": "after_passing"}, handed_in=True, passed=False, last=True)
    assert (policy.score, policy.right, policy.key, policy.feedback) == (True, True, False, False)
