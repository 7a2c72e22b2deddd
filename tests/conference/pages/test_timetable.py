"""The day's grid: nothing lies upon anything else."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from conference.agenda.projection import SessionView
from conference.edition.models import Room
from conference.pages.timetable import MOST_COLUMNS, MOST_ROWS, lanes, lay_out

DAY = date(2027, 8, 9)
ROOMS = [Room(code=f"R{n}", name=f"Room {n}", position=n) for n in range(3)]


def view(code, start, length, room):
    begins = datetime(2027, 8, 9, tzinfo=UTC) + timedelta(minutes=15 * start)
    return SessionView(code, code, code, begins, begins + timedelta(minutes=15 * length), is_open=True, room=room)


SESSIONS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from([*ROOMS, None])), min_size=1, max_size=20
).map(lambda items: [view(f"S{n}", *item) for n, item in enumerate(items)])


@given(SESSIONS)
def test_entries_never_cover_each_other(sessions):
    day = lay_out(DAY, sessions)
    cells = [(entry.column, row) for entry in day.entries for row in range(entry.row, entry.row_end)]

    assert len(cells) == len(set(cells))
    assert all(entry.row_end > entry.row for entry in day.entries if entry.row)


@given(SESSIONS)
def test_headings_stand_side_by_side_above_all_columns(sessions):
    day = lay_out(DAY, sessions)
    spans = [column for heading in day.headings for column in range(heading.column, heading.column_end)]

    if day.headings:
        assert spans == list(range(2, 2 + day.columns))
        assert {entry.column for entry in day.entries} == set(spans)


@given(SESSIONS)
def test_lanes_hold_every_session_once_and_in_order(sessions):
    spread = lanes(sessions)

    assert sorted(item.code for lane in spread for item in lane) == sorted(item.code for item in sessions)
    assert all(first.ends <= second.starts for lane in spread for first, second in pairwise(lane))


def test_a_day_too_large_for_the_style_sheet_is_a_list():
    crowded = [view(f"S{n}", 0, 1, ROOMS[0]) for n in range(MOST_COLUMNS + 1)]
    scattered = [view(f"S{n}", 2 * n, 1, ROOMS[0]) for n in range(MOST_ROWS)]

    for sessions in (crowded, scattered):
        day = lay_out(DAY, sessions)
        assert day.headings == []
        assert [entry.place for entry in day.entries] == [""] * len(sessions)
