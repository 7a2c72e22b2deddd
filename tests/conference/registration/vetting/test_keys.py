"""Names and addresses in one shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.registration.vetting.members.numbers import number_key, number_keys
from conference.registration.vetting.safety.keys import entry_digests, name_parts, person_digests, plain_email


@pytest.mark.parametrize(
    ("entry", "person"),
    [
        ("Jürgen Müller", "jurgen MULLER"),
        ("Müller, Jürgen", "Jürgen Müller"),
        ("Łukasz Żółć", "Zolc Lukasz"),
        ("Jean-Luc O’Brien", "OBRIEN Jean Luc"),
        ("Jan Piotr Kowalski", "Jan Kowalski"),
        ("Jan Kowalski", "Jan Piotr Kowalski"),
        ("J. R. Smith Jones", "Smith Jones"),
        ("王 小明", "小明 王"),
        ("Madonna", "MADONNA"),
    ],
)
def test_names_match_whatever_accents_case_and_order(entry, person):
    assert entry_digests(entry) & set(person_digests(person))


@pytest.mark.parametrize(
    ("entry", "person"), [("Jan Kowalski", "Jan Nowak"), ("Jan", "Jan Nowak"), ("Jan Nowak", "Jan"), ("…", "…")]
)
def test_other_names_do_not(entry, person):
    assert not entry_digests(entry) & set(person_digests(person))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" Ana+Conf@Agency.Example ", "ana@agency.example"),
        ("a.n.a@googlemail.com", "ana@gmail.com"),
        ("nobody", ""),
        ("@agency.example", ""),
    ],
)
def test_addresses_are_compared_without_case_and_tags(text, plain):
    assert plain_email(text) == plain


@given(st.text(max_size=200))
def test_any_text_has_parts_and_few_digests(text):
    assert len(set(person_digests(text))) <= 256
    assert all(part == part.strip() and part for part in name_parts(text))


def test_a_number_is_found_in_what_people_write():
    assert number_key("atap 4711-B") in set(number_keys("ATAP 4711-b"))
    assert number_key("4711") in set(number_keys("my member no. is 4711, thanks"))
    assert list(number_keys("a letter of my chief")) == []
