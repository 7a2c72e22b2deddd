"""Files of questions: round trips, and every fault with its line."""

import pytest
from factories.questions import questions, words
from hypothesis import given, settings
from hypothesis import strategies as st

from training.questions.formats.aiken import read_aiken, write_aiken
from training.questions.formats.gift.reading import read_gift
from training.questions.formats.gift.writing import write_gift
from training.questions.formats.reading import CannotSay, question
from training.questions.formats.table import read_csv, write_csv
from training.questions.kinds import fault_of

GIFT = """\
// A comment.
::Q1:: What is 1 + 1? {=2#Yes. ~3 ~4#No: count. ####Count.}

$CATEGORY: $course$/top/Numbers and such

// [points:3] [tag:Even] [tag:odd] [difficulty:hard]
Which are even? {~%50%2 ~%50%4 ~%-50%5 ~%-50%7}

The earth
is round. {TRUE#Look again.#Indeed.}

$CATEGORY: $course$/top
::esc:: Is a \\{ a \\= b\\: \\~ ? {=yes\\, \\#1 ~no}

Whose case? {=Tarasoff =%100%Tarasoff v. Regents}

How much? {#3.5:0.25 ####About.}

Between? {#1..4}
"""


def test_gift_is_read():
    found = read_gift(GIFT)
    assert found.faults == []
    first, second, third, fourth, fifth, sixth, seventh = found.questions
    assert (first["code"], first["stem"], first["answer"]) == ("Q1", "What is 1 + 1?", ["A"])
    assert first["explanation"] == "Count."
    assert [item.get("feedback", "") for item in first["choices"]] == ["Yes.", "", "No: count."]
    assert (second["kind"], second["answer"], second["rules"]) == ("multiple", ["A", "B"], {"scoring": "partial"})
    assert (second["points"], second["tags"], second["difficulty"]) == (3, ["even", "odd"], "hard")
    assert (second["category"], third["category"], fourth["category"]) == ("Numbers and such", "Numbers and such", "")
    assert (third["kind"], third["stem"], third["answer"]) == ("true_false", "The earth is round.", ["A"])
    assert [item["feedback"] for item in third["choices"]] == ["Indeed.", "Look again."]
    assert fourth["stem"] == "Is a { a = b: ~ ?"
    assert fourth["choices"][0]["text"] == "yes\\, #1"
    assert (fifth["kind"], fifth["answer"]) == ("short", ["Tarasoff", "Tarasoff v. Regents"])
    assert fifth["rules"] == {"fold": ["case", "spaces"]}
    assert (sixth["kind"], sixth["answer"], sixth["rules"]) == ("numeric", ["3.5"], {"tolerance": "0.25"})
    assert (seventh["answer"], seventh["rules"]) == (["2.5"], {"tolerance": "1.5"})


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Write about it. {}", 1, "essay"),
        ("\n\nHow much? {#three}", 1 + 2, "number"),
        ("How much? {#=3:1 =%50%4:1}", 1, "several numbers"),
        ("How much? {#3#well done}", 1, "feedback"),
        ("How much? {#4..1}", 1, "range"),
        ("Match. {=a -> b =c -> d}", 1, "pairs"),
        ("Who? {=Grant#yes =Ulysses Grant}", 1, "feedback for typed"),
        ("Who? {=Grant =%50%Lee}", 1, "in part"),
        ("Who? {=Gr*nt}", 1, "asterisk"),
        ("Who? {=Grant =GRANT}", 1, "twice"),
        ("A {~x =y} word.", 1, "missing word"),
        ("No answers here", 1, "curly brackets"),
        ("What? {=a ~%50%b}", 1, "mixes"),
        ("What? {~%30%a ~%30%b ~c}", 1, "100 %"),
        ("What? {~%60%a ~%40%b ~%-100%c}", 1, "differently"),
        ("What? {~%50%a ~%50%b ~c}", 1, "wrong answers"),
        ("What? {=a =b ~c}", 1, "several right answers"),
        ("What? {~a ~b}", 1, "no right answer"),
        ("What? {=a ~a}", 1, "same choice twice"),
        ("{=a ~b}", 1, "asks nothing"),
        ("// [points:many]\nWhat? {=a ~b}", 2, "[points:many]"),
        ("// [points:1] [points:2]\nWhat? {=a ~b}", 2, "twice"),
        ("$CATEGORY: " + "x" * 81, 1, "category"),
        ("What? {=a {b} ~c}", 1, "backslash"),
        ("What? {a b}", 1, "neither"),
        ("Round? {T#a#b#c}", 1, "more than two"),
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


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"stem": "[html] tags"}, "markup"), ({"stem": "// not asked"}, "something else"), ({"stem": "a -> b"}, "pair"),
     ({"category": "a  b"}, "category"), ({"tags": ["a]b"]}, "tag")],
)  # fmt: skip
def test_gift_says_which_question_it_cannot_write(changes, said):
    item = question(kind="single", stem="Which?", choices=["a", "b"], right=[0], code="Q9") | changes
    with pytest.raises(CannotSay, match="Q9") as told:
        write_gift([item])
    assert said in str(told.value)


@pytest.mark.parametrize(("write", "read"), [(write_gift, read_gift), (write_csv, read_csv)])
@settings(max_examples=50)
@given(st.lists(questions().filter(lambda item: not fault_of(item)), max_size=4))
def test_every_kind_comes_back_as_it_went(write, read, items):
    try:
        text = write(items)
    except CannotSay:
        # A text that the format would take for something else: refused by name, never changed.
        return
    found = read(text)
    assert found.faults == []
    assert found.questions == items


@settings(max_examples=50)
@given(st.lists(questions(kinds=("single",), sorted_=False), max_size=5))
def test_aiken_comes_back_as_it_went(items):
    try:
        text = write_aiken(items)
    except CannotSay:
        return
    found = read_aiken(text)
    assert found.faults == []
    bare = [{**item, "choices": [{"id": c["id"], "text": c["text"]} for c in item["choices"]]} for item in items]
    assert found.questions == [{**item, "code": "", "explanation": ""} for item in bare]


@pytest.mark.parametrize("kind", ["multiple", "short", "numeric"])
def test_aiken_refuses_by_name_what_it_cannot_hold(kind):
    item = question(kind=kind, stem="Which?", choices=["a", "b"], right=[0], answer=["1"], code="Q9")
    with pytest.raises(CannotSay, match="Q9: Aiken has questions with one answer only"):
        write_aiken([item])


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


HEAD = "code;kind;question;choice 1;choice 2;right;points;scoring;tolerance\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";essay;What?;a;b;1;;;", "of the kind “essay”"),
        (";single;;a;b;1;;;", "asks nothing"),
        (";single;What?;a;b;3;;;", "none of its choices"),
        (";single;What?;a;b;1 1;;;", "same right answer twice"),
        (";single;What?;a;b;1 2;;;", "asks for one"),
        (";single;What?;a;b;1;x;;", "points"),
        (";single;What?;a;b;1;;partial;", "scoring"),
        (";single;What?;a;b;1;;;2", "tolerance"),
        (";numeric;What?;a;;3;;;", "no choices"),
        (";numeric;What?;;;x;;;", "one number"),
        (";short;What?;a;;1;;;", "stays empty"),
    ],
)
def test_a_row_that_cannot_be_kept_is_a_fault_with_its_row(row, said):
    found = read_csv(HEAD + ";single;Good?;a;b;2;;;\n" + row)
    assert [item["stem"] for item in found.questions] == ["Good?"]
    (fault,) = found.faults
    assert (str(fault).startswith("row 3: "), said in fault.sentence) == (True, True), fault


@pytest.mark.parametrize("text", ["", "what,else\n1,2", "kind,question,colour\n", 'kind,question\n"single,x'])
def test_what_is_no_table_of_questions_is_one_fault(text):
    found = read_csv(text)
    assert (found.questions, len(found.faults)) == ([], 1)


@settings(max_examples=50)
@given(st.text(max_size=200) | words.map(lambda text: f"{text} {{{text}}}"))
def test_no_text_breaks_the_readers(text):
    for found in (read_gift(text), read_aiken(text)):
        assert found.questions or found.faults or not text.strip() or text.lstrip().startswith(("//", "\ufeff", "$"))
    assert isinstance(read_csv(text).faults, list)
