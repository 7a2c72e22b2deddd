"""Outlines, scores, blinding, the rules of fields and the tables of states."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.proposals.blinding import MARK, Person, blind
from conference.proposals.outline import Part, UnreadableOutline, as_text, read_outline, total_minutes
from conference.proposals.rules import Use, rules_of
from conference.proposals.scoring import spread, weighted_total
from conference.proposals.states import (
    ANNOUNCED_MOVES,
    MOVES,
    PART_MOVES,
    SILENT_MOVES,
    Decision,
    IllegalMove,
    State,
    check_move,
)


@pytest.mark.parametrize(
    "line", ["10 Introduction", "10 min: Introduction", "10 minutes – Introduction", " 10.  Introduction "]
)
def test_an_outline_is_read_as_people_write_it(line):
    assert read_outline(line) == [Part(10, "Introduction")]


@pytest.mark.parametrize("line", ["Introduction", "0 Nothing", "9999 Too long", "10", "-5 Before", "1e3 Science"])
def test_a_line_without_its_minutes_is_named(line):
    with pytest.raises(UnreadableOutline) as caught:
        read_outline(f"5 Fine\n{line}")

    assert caught.value.line == line


@given(st.lists(st.builds(Part, st.integers(1, 600), st.sampled_from(["Cases", "An end", "Q & A"]))))
def test_an_outline_survives_being_typed_again(parts):
    assert read_outline(as_text(parts)) == parts
    assert total_minutes(parts) == sum(part.minutes for part in parts)


def test_a_total_is_weighted_and_rounded_half_up():
    assert weighted_total({1: 5, 2: 2}, {1: 2, 2: 1}) == Decimal("4.00")
    assert weighted_total({1: 1, 2: 2}, {1: 7, 2: 1}) == Decimal("1.13")
    assert weighted_total({1: 5}, {1: 2, 2: 1}) is None
    assert weighted_total({}, {}) is None


@given(st.dictionaries(st.integers(1, 9), st.tuples(st.integers(1, 5), st.integers(1, 10)), min_size=1))
def test_a_total_lies_between_the_lowest_and_the_highest_score(given_scores):
    scores = {key: score for key, (score, _weight) in given_scores.items()}
    weights = {key: weight for key, (_score, weight) in given_scores.items()}

    assert min(scores.values()) <= weighted_total(scores, weights) <= max(scores.values())


def test_a_spread_needs_two():
    assert spread([Decimal("3.00")]) == 0
    assert spread([Decimal("3.00"), Decimal("4.50"), Decimal("2.25")]) == Decimal("2.25")


@pytest.mark.parametrize(
    "text",
    [
        "Canarina Testwell of Canary Ridge Police Department",
        "CANARINA  TESTWELL",
        "by Testwell",
        "the CRPD says",
        "write to testwell@canary.example or www.canary.example/x",
        "canary ridge police department",
    ],
)
def test_people_and_agencies_are_blacked_out(text):
    shown = blind(text, [Person("Canarina Testwell", "Canary Ridge Police Department")])

    assert MARK in shown
    assert not any(word in shown.casefold() for word in ("testwell", "canarina", "ridge", "crpd", "canary.example"))


def test_common_words_and_scripts_without_spaces():
    assert blind("We will see.", [Person("Will Moore")]) == "We will see."
    assert blind("由王玲介绍", [Person("王玲")]) == f"由{MARK}介绍"
    assert blind("Nothing to hide.", [Person()]) == "Nothing to hide."


def test_a_fixed_field_stays_required_whatever_is_stored():
    rules = rules_of(
        "proposal", {"proposal.title": {"use": "hidden"}, "proposal.abstract": {"use": "optional", "limit": 9}}
    )

    assert rules["title"].use == Use.REQUIRED
    assert (rules["abstract"].use, rules["abstract"].limit) == (Use.OPTIONAL, 9)
    assert rules["abstract"].exceeded_by("a b c d e f g h i j k") == 2


def test_the_tables_of_states_name_every_state():
    assert set(MOVES) == set(State.values)
    assert set(SILENT_MOVES) == {"", *Decision.values}
    assert set(ANNOUNCED_MOVES) == set(Decision.values)
    assert all(target in PART_MOVES for targets in PART_MOVES.values() for target in targets)
    with pytest.raises(IllegalMove):
        check_move(MOVES, State.WITHDRAWN, State.SUBMITTED)
