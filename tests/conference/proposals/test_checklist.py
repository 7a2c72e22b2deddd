"""How tasks stand, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from conference.proposals.checklist import Facts, Standing, Task, checklist, standing_of

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("done", "waived", "due", "standing"),
    [
        (True, False, None, Standing.DONE),
        (True, True, PAST, Standing.DONE),
        (False, True, None, Standing.WAIVED),
        (False, True, PAST, Standing.WAIVED),
        (False, False, None, Standing.OPEN),
        (False, False, FUTURE, Standing.OPEN),
        (False, False, PAST, Standing.OVERDUE),
        (False, False, NOW, Standing.OVERDUE),
        (False, False, NOW + timedelta(microseconds=1), Standing.OPEN),
    ],
)
def test_a_task_stands_as_its_facts_say(done, waived, due, standing):
    assert standing_of(done=done, waived=waived, due=due, now=NOW) == standing


def test_tasks_come_in_order_and_those_not_asked_do_not_come():
    facts = Facts(
        done={Task.AV: False, Task.CONFIRM: True, Task.BIOGRAPHY: False},
        waived=frozenset({Task.AV, Task.SLIDES}),
        due={Task.BIOGRAPHY: PAST, Task.AV: PAST},
    )

    found = checklist(facts, NOW)

    assert [(item.task, item.standing, item.is_undone) for item in found] == [
        (Task.CONFIRM, Standing.DONE, False),
        (Task.BIOGRAPHY, Standing.OVERDUE, True),
        (Task.AV, Standing.WAIVED, False),
    ]


def test_a_day_that_ends_at_midnight_is_named_as_that_day():
    facts = Facts(done={Task.AV: False}, due={Task.AV: datetime(2027, 6, 2, tzinfo=UTC)})

    assert checklist(facts, NOW)[0].last_minute.date().isoformat() == "2027-06-01"
