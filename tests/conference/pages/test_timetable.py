"""The day's table: everything stands in it once, where and as long as it lasts."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from conference.agenda.projection import SessionView
from conference.edition.models import Room
from conference.pages.timetable import MOST_COLUMNS, as_list, as_table, lanes

DAY = date(2027, 8, 9)
ROOMS = [Room(code=f"R{n}", name=f"Room {n}", position=n) for n in range(3)]


def view(code, start, length, room, **more):
    begins = datetime(2027, 8, 9, tzinfo=UTC) + timedelta(minutes=15 * start)
    ends = begins + timedelta(minutes=15 * length)
    return SessionView(code, code, code, begins, ends, is_open=True, room=room, **more)


SESSIONS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from([*ROOMS, None])), min_size=1, max_size=20
).map(lambda items: [view(f"S{n}", *item) for n, item in enumerate(items)])


def painted(day):
    """Lay the table out as a browser does; return which session covers which row and column."""
    covered = {}
    for row, part in enumerate(day.rows):
        column = 0
        for cell in part.cells:
            while (row, column) in covered:
                column += 1
            for below in range(row, row + cell.rows):
                assert (below, column) not in covered
                covered[below, column] = cell.session
    return covered


@given(SESSIONS)
def test_the_table_has_no_hole_and_nothing_lies_upon_anything_else(sessions):
    day = as_table(DAY, sessions)
    columns = sum(heading.span for heading in day.headings)

    assert set(painted(day)) == {(row, column) for row in range(len(day.rows)) for column in range(columns)}


@given(SESSIONS)
def test_a_session_stands_below_its_room_from_its_start_to_its_end(sessions):
    day = as_table(DAY, sessions)
    rooms = [heading.name for heading in day.headings for _column in range(heading.span)]
    times = [row.at for row in day.rows]
    found = {}
    for (row, column), session in painted(day).items():
        if session:
            found.setdefault(session.code, (session, []))[1].append((times[row], rooms[column]))

    assert sorted(found) == sorted(item.code for item in sessions)
    for session, cells in found.values():
        assert {room for _at, room in cells} == {session.room.name if session.room else "Room not shown"}
        assert sorted(at for at, _room in cells) == [at for at in times if session.starts <= at < session.ends]


@given(SESSIONS)
def test_lanes_hold_every_session_once_and_in_order(sessions):
    spread = lanes(sessions)

    assert sorted(item.code for lane in spread for item in lane) == sorted(item.code for item in sessions)
    assert all(first.ends <= second.starts for lane in spread for first, second in pairwise(lane))


def test_what_lasts_all_day_stands_apart():
    whole = view("ALL", 0, 96, ROOMS[0], all_day=True)
    timed = view("S1", 40, 4, ROOMS[0])

    assert (as_list(DAY, [whole, timed]).sessions, as_list(DAY, [whole, timed]).all_day) == ([timed], [whole])
    assert [len(row.cells) for row in as_table(DAY, [whole, timed]).rows] == [1]
    assert as_table(DAY, [whole]).rows == []


def test_the_style_sheet_knows_every_number_of_columns(settings):
    crowded = as_table(DAY, [view(f"S{n}", 0, 1, ROOMS[0]) for n in range(MOST_COLUMNS + 5)])
    style = (settings.ROOT / "site/static/css/pages/timetable.css").read_text()

    assert crowded.columns == MOST_COLUMNS
    assert all(f".k{n} {{ --columns: {n}; }}" in style for n in range(1, MOST_COLUMNS + 1))
