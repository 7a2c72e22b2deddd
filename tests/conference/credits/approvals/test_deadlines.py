"""What bodies want by when."""

from datetime import date, timedelta

import pytest

from conference.credits.approvals.deadlines import State, Step, deadlines

STARTS = date(2027, 8, 9)


def of(today, **fields):
    values = {
        "approval": "none", "starts_on": STARTS, "ends_on": STARTS, "ask_days_before": 30, "roster_days_after": 15,
        "handed_in": False, **fields,
    }  # fmt: skip
    return {item.step: (item.last_day, item.state) for item in deadlines(today=today, **values)}


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 7, 2), State.OPEN),
        (date(2027, 7, 3), State.SOON),
        (date(2027, 7, 10), State.SOON),
        (date(2027, 7, 11), State.LATE),
    ],
)
def test_approval_is_asked_for_thirty_days_before(today, state):
    assert of(today)[Step.ASK] == (date(2027, 7, 10), state)


def test_the_decision_is_wanted_before_the_session_begins():
    assert of(date(2027, 8, 8), approval="pending")[Step.DECISION] == (date(2027, 8, 8), State.SOON)
    assert of(date(2027, 8, 9), approval="pending")[Step.DECISION][1] == State.LATE
    assert of(date(2027, 8, 9), approval="approved")[Step.DECISION][1] == State.DONE


def test_a_roster_is_wanted_once_what_was_approved_is_over():
    assert Step.ROSTER not in of(STARTS, approval="approved")
    assert Step.ROSTER not in of(STARTS + timedelta(days=9), approval="pending")
    over = of(STARTS + timedelta(days=9), approval="approved")
    assert over[Step.ROSTER] == (STARTS + timedelta(days=15), State.SOON)
    late = of(STARTS + timedelta(days=90), approval="approved", handed_in=True)
    assert late[Step.ROSTER][1] == State.DONE


def test_what_was_denied_wants_nothing_and_what_is_not_placed_has_no_day():
    assert of(STARTS, approval="denied") == {}
    assert of(STARTS, starts_on=None, ends_on=None)[Step.ASK] == (None, State.OPEN)


def test_once_a_session_is_over_only_what_was_asked_for_is_waited_for():
    over = STARTS + timedelta(days=1)

    assert of(STARTS)[Step.ASK][1] == State.LATE
    assert of(over) == {}
    assert of(over, approval="pending")[Step.DECISION][1] == State.LATE
