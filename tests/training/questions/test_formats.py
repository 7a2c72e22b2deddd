"""Files of questions: round trips, and every fault with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.questions.formats.aiken import CannotSay, read_aiken, write_aiken
from training.questions.formats.gift import read_gift, write_gift
from training.questions.formats.reading import question

GIFT = """\
// A comment.
::Q1:: What is 1 + 1? {=2 ~3 ~4 ####Count.}

Which are even? {~%50%2 ~%50%4 ~%-100%5}

The earth
is round. {TRUE}

::esc:: Is a \\{ a \\= b\\: \\~ ? {=yes\\, \\#1 ~no}
"""


def test_gift_is_read():
    found = read_gift(GIFT)
    assert found.faults == []
    first, second, third, fourth = found.questions
    assert (first["code"], first["stem"], first["answer"]) == ("Q1", "What is 1 + 1?", ["A"])
    assert first["explanation"] == "Count."
    assert (second["kind"], second["answer"]) == ("multiple", ["A", "B"])
    assert (third["kind"], third["stem"], third["answer"]) == ("true_false", "The earth is round.", ["A"])
    assert fourth["stem"] == "Is a { a = b: ~ ?"
    assert fourth["choices"][0]["text"] == "yes\\, #1"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Write about it. {}", 1, "essay"),
        ("\n\nHow much? {#3:1}", 3, "number"),
        ("Match. {=a -> b =c -> d}", 1, "pairs"),
        ("Who? {=Grant =Ulysses Grant}", 1, "typed answer"),
        ("A {~x =y} word.", 1, "missing word"),
        ("No answers here", 1, "curly brackets"),
        ("What? {=a#good ~b}", 1, "feedback"),
        ("What? {=a ~%50%b}", 1, "mixes"),
        ("What? {~%30%a ~%30%b ~c}", 1, "100 %"),
        ("What? {=a =b ~c}", 1, "several right answers"),
        ("What? {~a ~b}", 1, "no right answer"),
        ("What? {=a ~a}", 1, "same choice twice"),
        ("{=a ~b}", 1, "asks nothing"),
        ("$CATEGORY: other", 1, "category"),
        ("What? {=a {b} ~c}", 1, "backslash"),
        ("What? {a b}", 1, "neither"),
    ],
)
def test_what_gift_says_and_we_cannot_keep_is_a_fault_with_its_line(text, line, said):
    found = read_gift(text)
    assert found.questions == []
    (fault,) = found.faults
    assert (fault.line, said in fault.sentence) == (line, True), fault


def test_one_fault_does_not_take_its_neighbours_along():
    found = read_gift("First? {=a ~b}\n\nSecond {}\n\nThird? {=a ~b}")
    assert [item["stem"] for item in found.questions] == ["First?", "Third?"]
    assert [fault.line for fault in found.faults] == [3]


# Everything that means something in one of the formats, and a few scripts.
# Everything that means something in one of the formats, and a few scripts.
words = (
    st.text(st.sampled_from("abA1 ~=#{}:\\n%/[]->$.)\"'é中ع,"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@st.composite
def questions(draw, kinds=("single", "multiple", "true_false")):
    kind = draw(st.sampled_from(kinds))
    if kind == "true_false":
        choices, right = ["True", "False"], [draw(st.integers(0, 1))]
    else:
        choices = draw(st.lists(words, min_size=2, max_size=6, unique=True))
        places = st.sampled_from(range(len(choices)))
        right = sorted(draw(st.sets(places, min_size=1))) if kind == "multiple" else [draw(places)]
    return question(kind=kind, stem=draw(words), choices=choices, right=right, code=draw(words),
                    explanation=draw(st.one_of(st.just(""), words)))  # fmt: skip


def sayable_in_gift(item):
    # Where the format itself would read markup, a weight, a comment, a category or a pair.
    texts = [item["stem"], *(choice["text"] for choice in item["choices"])]
    return not any(text.startswith(("[", "%", "//", "$CATEGORY")) or "->" in text for text in texts)


@given(st.lists(questions().filter(sayable_in_gift), max_size=5))
def test_gift_comes_back_as_it_went(items):
    found = read_gift(write_gift(items))
    assert found.faults == []
    assert found.questions == items


@given(st.lists(questions(kinds=("single",)), max_size=5))
def test_aiken_comes_back_as_it_went(items):
    try:
        text = write_aiken(items)
    except CannotSay:
        return
    found = read_aiken(text)
    assert found.faults == []
    assert found.questions == [{**item, "code": "", "explanation": ""} for item in items]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("What?\nA. one\nB. two\nANSWER: C", 1, "none of its choices"),
        ("\nWhat?\nA. one\nC. two\nANSWER: A", 2, "where B comes next"),
        ("What?\nA. one\nB. two", 1, "ANSWER"),
        ("A. one\nB. two\nANSWER: A", 1, "no question"),
        ("What?\nANSWER: A", 1, "no choices"),
        ("What?\nA. one\nwell\nB. two\nANSWER: A", 1, "is none"),
        ("What?\nA. one\nANSWER: A", 1, "two to twenty"),
    ],
)
def test_aiken_out_of_order_is_a_fault_with_its_line(text, line, said):
    found = read_aiken(text)
    assert found.questions == []
    (fault,) = found.faults
    assert (fault.line, said in fault.sentence) == (line, True), fault


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers(text):
    for found in (read_gift(text), read_aiken(text)):
        assert found.questions or found.faults or not text.strip() or text.lstrip().startswith(("//", "\ufeff"))
