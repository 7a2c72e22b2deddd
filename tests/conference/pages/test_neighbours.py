"""What stands around a session."""

from datetime import UTC, datetime, timedelta

import pytest

from conference.agenda.projection import SessionView
from conference.edition.models import Track
from conference.pages.neighbours import neighbours_of

BEGIN = datetime(2027, 8, 9, 8, tzinfo=UTC)
LAW, CARE = Track(code="LAW", name="Law"), Track(code="CARE", name="Care")


def view(code, start, length, track=None, **more):
    """A session that begins `start` minutes after eight."""
    begins = BEGIN + timedelta(minutes=start)
    ends = begins + timedelta(minutes=length)
    return SessionView(code, code, code, begins, ends, is_open=True, track=track, **more)


DAY = [
    view("DESK", -60, 600, type="registration"),
    view("L1", 0, 60, LAW),
    view("C1", 0, 90, CARE),
    view("L2", 60, 60, LAW),
    view("GONE", 60, 60, LAW, status="cancelled"),
    view("HIDDEN", 75, 30),
    view("L3", 150, 60, LAW),
    view("C3", 120, 60, CARE),
    view("ALONE", 240, 30, Track(code="SOLO", name="Solo")),
    view("LATER", 24 * 60, 60, LAW),
    view("WHOLE", -8 * 60, 24 * 60, all_day=True),
]
BY_CODE = {item.code: item for item in DAY}


@pytest.mark.parametrize(
    ("code", "before", "after", "parallel"),
    [
        ("L1", None, "L2", ["C1"]),
        ("L2", "L1", "L3", ["C1", "HIDDEN"]),
        ("L3", "L2", None, ["C3"]),
        ("HIDDEN", "L1", "C3", ["C1", "L2"]),
        ("C1", None, "C3", ["L1", "L2", "HIDDEN"]),
        ("ALONE", "L3", None, []),
        ("LATER", None, None, []),
        ("WHOLE", None, None, []),
    ],
)
def test_neighbours_are_of_the_same_track_or_else_of_the_same_day(code, before, after, parallel):
    around = neighbours_of(BY_CODE[code], DAY)

    assert (around.before and around.before.code, around.after and around.after.code) == (before, after)
    assert [item.code for item in around.parallel] == parallel
