"""Words are counted so that a limit asks the same of every script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.proposals.wordcount import count_words

LATIN = st.text(alphabet="abcdefgh", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("— … !", 0),
        ("One two  three.", 3),
        ("don't well-known 1,000.50 O’Neil", 4),
        ("rock - and - roll", 3),
        ("Ünïcode été", 2),
        ("Преследование и угрозы", 3),
        ("مرحبا بالعالم", 2),
        ("위협 관리 부서", 3),
        ("威胁评估", 2),
        ("威胁评估的", 3),
        ("脅威アセスメント", 4),
        ("การประเมินภัยคุกคาม", 4),
        ("Die 威胁 and ภัย", 4),
        ("zero\u200bwidth", 1),
    ],
)
def test_words_of_many_scripts(text, words):
    assert count_words(text) == words


@given(st.lists(LATIN, max_size=40), st.sampled_from([" ", "\n", " — ", ", ", "\u3000"]))
def test_what_stands_between_spaces_is_a_word(words, between):
    assert count_words(between.join(words)) == len(words)


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_paragraphs_have_the_words_of_both(first, second):
    assert count_words(f"{first}\n{second}") == count_words(first) + count_words(second)


@given(st.text(max_size=60), st.text(max_size=20))
def test_more_text_never_has_fewer_words(text, more):
    assert count_words(text + more) >= count_words(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x4FF), max_size=60))
def test_composed_and_decomposed_letters_count_the_same(text):
    composed = unicodedata.normalize("NFC", text)

    assert count_words(unicodedata.normalize("NFD", composed)) == count_words(composed)


@given(st.integers(min_value=0, max_value=300))
def test_a_text_without_spaces_cannot_slip_under_a_limit(length):
    assert count_words("威" * length) == -(-length // 2)
