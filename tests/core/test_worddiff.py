"""The pieces of a difference make up both texts."""

from hypothesis import given
from hypothesis import strategies as st

from core.worddiff import Piece, word_diff

TEXTS = st.text(alphabet="ab \n", max_size=60) | st.text(max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before, after):
    pieces = word_diff(before, after)

    assert "".join(item.text for item in pieces if item.kind != "new") == before
    assert "".join(item.text for item in pieces if item.kind != "gone") == after


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(item.kind == "same" for item in word_diff(text, text))


def test_a_word_that_changed_is_told_from_those_that_stayed():
    assert word_diff("She teaches law here", "She teaches history here") == [
        Piece("same", "She teaches "), Piece("gone", "law "), Piece("new", "history "), Piece("same", "here"),
    ]  # fmt: skip


def test_a_long_text_is_compared_by_lines():
    lines = [f"line {number}\n" for number in range(3000)]
    pieces = word_diff("".join(lines), "".join([*lines[:10], "new\n", *lines[10:]]))

    assert [item.text for item in pieces if item.kind == "new"] == ["new\n"]
