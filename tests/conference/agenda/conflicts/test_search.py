"""Conflicts as pure data, against a slow search that looks at every pair."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.agenda.conflicts import Kind, Severity, Situation, Slot, Span, find_conflicts

slots = st.lists(
    st.builds(
        Slot,
        code=st.uuids().map(str),
        start=st.integers(0, 60).map(lambda n: n * 5),
        end=st.integers(61, 90).map(lambda n: n * 5),
        room=st.one_of(st.none(), st.integers(1, 3)),
        all_day=st.booleans(),
        speakers=st.lists(st.integers(1, 4), max_size=2, unique=True).map(tuple),
    )
    | st.builds(
        lambda code, start, length, room: Slot(code, start * 5, (start + length) * 5, room),
        st.uuids().map(str),
        st.integers(0, 60),
        st.integers(1, 12),
        st.integers(1, 3),
    ),
    max_size=12,
)


def found(*slots, **situation):
    return [(item.kind, item.sessions) for item in find_conflicts(Situation(slots, **situation))]


def slowly(slots, kind, share):
    pairs = set()
    for one, other in combinations(slots, 2):
        timed = not one.all_day and not other.all_day
        if timed and share(one, other) and one.start < other.end and other.start < one.end:
            pairs.add((kind, tuple(sorted((one.code, other.code)))))
    return pairs


@given(slots)
def test_every_double_booking_is_found_and_no_other(slots):
    quick = {item for item in found(*slots) if item[0] in {Kind.ROOM_TAKEN, Kind.SPEAKER_TWICE}}

    rooms = slowly(slots, Kind.ROOM_TAKEN, lambda a, b: a.room is not None and a.room == b.room)
    speakers = slowly(slots, Kind.SPEAKER_TWICE, lambda a, b: set(a.speakers) & set(b.speakers))
    assert quick == rooms | speakers


@given(slots)
def test_the_order_of_sessions_does_not_matter(slots):
    assert find_conflicts(Situation(slots)) == find_conflicts(Situation(slots[::-1]))


def test_sessions_may_overlap_where_the_room_allows_it():
    one, other = Slot("A", 0, 60, room=1), Slot("B", 30, 90, room=1)

    assert found(one, other) == [(Kind.ROOM_TAKEN, ("A", "B"))]
    assert found(one, other, overlapping=frozenset({1})) == []


def test_a_restricted_session_needs_a_controlled_door_or_a_reason():
    slot = Slot("A", 0, 60, room=1, restricted=True)
    (conflict,) = find_conflicts(Situation([slot]))

    assert conflict.severity == Severity.NEEDS_REASON
    assert found(slot, controlled=frozenset({1})) == []
    assert found(Slot("A", 0, 60, room=1, restricted=True, room_reason=True)) == [(Kind.ROOM_OPEN_EXPLAINED, ("A",))]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"places": 80, "wanted": 131}, Kind.ROOM_SMALL),
        ({"has_credit": True, "objectives": 2}, Kind.FEW_OBJECTIVES),
        ({"in_review": True}, Kind.CREDIT_IN_REVIEW),
        ({"speakers": (7,), "unconfirmed": (7,)}, Kind.SPEAKER_UNCONFIRMED),
    ],
)
def test_one_session_alone_can_be_in_conflict(fields, kind):
    assert found(Slot("A", 0, 60, **fields)) == [(kind, ("A",))]


def test_rooms_are_closed_and_speakers_away():
    slot = Slot("A", 0, 60, room=1, speakers=(7,))

    assert found(slot, closures={1: [Span(50, 90)]}) == [(Kind.ROOM_CLOSED, ("A",))]
    assert found(slot, absences={7: [Span(60, 90)]}) == []
    assert found(slot, absences={7: [Span(59, 90)]}) == [(Kind.SPEAKER_AWAY, ("A",))]


def test_an_exam_conflicts_with_what_its_candidates_hold():
    exam = Slot("CTM", 0, 120, room=1, is_exam=True, people=frozenset({1, 2}))

    assert found(exam, Slot("B30", 15, 90, room=2, people=frozenset({2, 3}))) == [
        (Kind.EXAM_AND_SESSION, ("B30", "CTM"))
    ]
    assert found(exam, Slot("B31", 15, 90, room=2, people=frozenset({3}))) == []


def test_an_exam_conflicts_with_sessions_for_the_same_few():
    exam = Slot("CTM", 0, 120, is_exam=True, audience=4, audience_is_special=True)
    other = Slot("PREP", 30, 60, audience=4, audience_is_special=True)

    for pair in permutations((exam, other)):
        assert found(*pair) == [(Kind.EXAM_AND_SESSION, ("CTM", "PREP"))]


def test_a_speaker_needs_ten_minutes_between_two_rooms():
    one = Slot("A", 0, 60, room=1, speakers=(7,))

    assert found(one, Slot("B", 65, 90, room=2, speakers=(7,))) == [(Kind.SHORT_BREAK, ("A", "B"))]
    assert found(one, Slot("B", 70, 90, room=2, speakers=(7,))) == []


def test_what_lasts_all_day_takes_no_room():
    assert found(Slot("A", 0, 1440, room=1, all_day=True), Slot("B", 0, 60, room=1)) == []
