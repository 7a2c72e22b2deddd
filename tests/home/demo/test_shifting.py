"""The demo's week: on sale today, at least two months ahead, the sample's own where that fits."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from home.demo.editions import sample_programme
from home.demo.shifting import previous_programme, shift_programme

SAMPLE = sample_programme()
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2060, 12, 31))


def start_of(programme):
    return date.fromisoformat(programme["conference"]["start_date"])


@given(DAYS)
def test_on_any_day_the_demo_is_on_sale_and_two_months_ahead(today):
    programme = shift_programme(SAMPLE, today=today)
    registration = programme["registration"]

    assert start_of(programme).weekday() == 0
    assert timedelta(days=61) <= start_of(programme) - today <= timedelta(days=61 + 371)
    assert date.fromisoformat(registration["opens"]) < today
    assert date.fromisoformat(registration["opens"]) < date.fromisoformat(registration["early_until"])


@given(st.dates(min_value=date(2026, 11, 1), max_value=date(2027, 5, 31)))
def test_from_november_to_may_it_is_the_samples_own_week_word_for_word(today):
    programme = shift_programme(SAMPLE, today=today)
    programme["registration"]["opens"] = SAMPLE["registration"]["opens"]

    assert programme == SAMPLE


@given(DAYS)
def test_the_finished_edition_is_of_the_year_before(today):
    coming = shift_programme(SAMPLE, today=today)
    last = previous_programme(coming, today=today)

    assert start_of(last).year == start_of(coming).year - 1
    assert start_of(last).weekday() == 0
    assert date.fromisoformat(last["conference"]["end_date"]) < today
    assert str(start_of(last).year) in last["conference"]["short_name"]


def test_dates_inside_sentences_move_too():
    last = previous_programme(SAMPLE, today=date(2026, 11, 23))

    assert "2026-08-05" in last["registration"]["substitution"]
