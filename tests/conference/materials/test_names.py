"""A name that is not published is found in a text, whatever its case, accents and breaks."""

import pytest

from conference.materials.names import Hidden, mentions, tells


@pytest.mark.parametrize(
    "text", ["Canarina Testwell", "CANARINA\n TESTWELL", "Det. Testwell, 2026", "testwéll", "c.testwell@example.org"]
)
def test_it_is_found(text):
    assert mentions(text, ["Canarina Testwell"])


@pytest.mark.parametrize("text", ["", "Testwelling", "A test well done", "Canarina"])
def test_other_words_are_no_names(text):
    assert not mentions(text, ["Canarina Testwell"])


@pytest.mark.parametrize("text", ["Canaro Testwell-Three", "Mrs Testwell Three", "by Testwell"])
def test_either_half_of_a_double_name_tells(text):
    assert mentions(text, ["Canaro Testwell-Three"])


def test_a_common_half_alone_tells_nothing():
    assert not mentions("in three steps", ["Canaro Testwell-Three"])


def test_an_organization_that_is_not_published_tells():
    hidden = Hidden(organizations=("Canary Ridge Police Department",))

    assert tells("Slides of the Canary Ridge Police Dept.", hidden)
    assert not tells("Slides of the police", hidden)


def test_a_short_family_name_counts_with_the_whole_name_only():
    assert not mentions("so it is and was", ["Ana So"])
    assert mentions("thanks, Ana So!", ["Ana So"])
