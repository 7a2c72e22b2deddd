"""The demo's dates: alive on any day."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conference.planning.programme.shift import finished_programme, shift_programme

SAMPLE = json.loads((Path(__file__).parents[4] / "home/demo/sample_programme.json").read_text())
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2090, 12, 31))


def day(programme, name):
    return date.fromisoformat(programme["conference"][name])


@pytest.mark.parametrize("today", [date(2026, 11, 1), date(2026, 11, 23), date(2027, 2, 14), date(2027, 5, 31)])
def test_from_november_to_may_it_is_the_samples_own_week(today):
    assert day(shift_programme(SAMPLE, today=today), "start_date") == date(2027, 8, 9)


@given(DAYS)
@example(date(2028, 2, 29))
@example(date(2027, 6, 20))
@example(date(2027, 8, 11))
@example(date(2027, 12, 31))
def test_the_coming_edition_starts_on_a_monday_two_months_ahead_with_its_sale_open(today):
    coming = shift_programme(SAMPLE, today=today)
    start, sales = day(coming, "start_date"), coming["registration"]

    assert start.weekday() == 0
    assert timedelta(days=62) <= start - today <= timedelta(days=400)
    assert date.fromisoformat(sales["opens"]) <= today
    assert sales["opens"] < sales["early_until"] < sales["regular_until"] < sales["late_from"]
    assert {item["date"] for item in coming["sessions"]} == {(start + timedelta(days=n)).isoformat() for n in range(5)}


@given(DAYS)
@example(date(2028, 2, 29))
@example(date(2027, 6, 20))
@example(date(2027, 8, 11))
def test_the_finished_edition_is_over_and_a_year_earlier(today):
    coming, finished = shift_programme(SAMPLE, today=today), finished_programme(SAMPLE, today=today)

    assert day(finished, "end_date") < today
    assert day(finished, "start_date").year < day(coming, "start_date").year
    assert (day(coming, "start_date") - day(finished, "start_date")).days in {52 * 7, 53 * 7}


def test_dates_in_sentences_and_the_year_in_names_move_too():
    finished = finished_programme(SAMPLE, today=date(2026, 11, 23))

    assert finished["conference"]["short_name"] == "TMC 2026 (sample)"
    assert "2026-08-05" in finished["registration"]["substitution"]
    assert finished["registration"]["cancellation"][2]["from"] == "2026-07-25"


def test_the_given_data_is_left_alone():
    before = json.dumps(SAMPLE)

    shift_programme(SAMPLE, today=date(2030, 1, 1))

    assert json.dumps(SAMPLE) == before
