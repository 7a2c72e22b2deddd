"""What is on, and what comes next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.agenda.projection import SessionView
from conference.pages.moments import Phase, moment_of

BEGIN = datetime(2027, 8, 9, 8, tzinfo=UTC)


def view(code, start, length, **more):
    """A session that begins `start` minutes after eight."""
    begins = BEGIN + timedelta(minutes=start)
    return SessionView(code, code, code, begins, begins + timedelta(minutes=length), is_open=True, **more)


WEEK = [
    view("A", 0, 60),
    view("B", 0, 120),
    view("GONE", 60, 60, status="cancelled"),
    view("C", 180, 60),
    view("D", 24 * 60, 60),
    view("DAY", -8 * 60, 24 * 60, all_day=True),
]


@pytest.mark.parametrize(
    ("minute", "phase", "current", "following"),
    [
        (-24 * 60, Phase.BEFORE, "", "AB"),
        (-1, Phase.PAUSED, "", "AB"),
        (0, Phase.RUNNING, "AB", "C"),
        (60, Phase.RUNNING, "B", "C"),
        (119, Phase.RUNNING, "B", "C"),
        (120, Phase.PAUSED, "", "C"),
        (180, Phase.RUNNING, "C", "D"),
        (24 * 60 + 59, Phase.RUNNING, "D", ""),
        (25 * 60, Phase.OVER, "", ""),
    ],
)
def test_a_moment_shows_what_is_on_and_what_begins_next(minute, phase, current, following):
    moment = moment_of(WEEK, BEGIN + timedelta(minutes=minute))

    assert (moment.phase, "".join(item.code for item in moment.current)) == (phase, current)
    assert "".join(item.code for item in moment.following) == following


def test_what_lasts_all_day_is_neither_now_nor_next():
    during, after = (moment_of(WEEK, BEGIN + timedelta(hours=hours)) for hours in (2, 20))

    assert ([item.code for item in during.all_day], [item.code for item in after.all_day]) == (["DAY"], [])


def test_the_end_shows_what_came_last():
    assert [item.code for item in moment_of(WEEK, BEGIN + timedelta(days=9)).last] == ["D"]


def test_a_conference_without_sessions_is_nowhere():
    assert moment_of([], BEGIN).phase == Phase.UNKNOWN
    assert moment_of([view("GONE", 0, 60, status="cancelled")], BEGIN).phase == Phase.UNKNOWN


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(5, 500)), min_size=1, max_size=12), st.integers(-100, 4000))
def test_no_session_is_both_on_and_to_come(spans, minute):
    views = [view(f"S{n}", *span) for n, span in enumerate(spans)]
    at = BEGIN + timedelta(minutes=minute)
    moment = moment_of(views, at)

    assert all(item.starts <= at < item.ends for item in moment.current)
    assert all(item.starts > at for item in moment.following)
    assert (moment.phase == Phase.OVER) == all(item.ends <= at for item in views)
    assert (moment.phase == Phase.BEFORE) == all(item.starts > at for item in views)
