"""Move a sample programme in time, so that the demo is alive on any day. Pure: data in, data out."""

import re
from datetime import date, timedelta
from typing import Any

AHEAD = timedelta(days=62)
WEEK = timedelta(weeks=1)
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


def shift_programme(data: dict[str, Any], *, today: date) -> dict[str, Any]:
    """Return the programme in a week, on the same weekdays, that starts two months ahead or more, its sale open today.

    That is the sample's own week of the year wherever last year's is over by today; between those, the first week that
    is far enough ahead.
    """
    start = _start_of(data)
    moved = _moved(data, _coming_start(start, _length_of(data), today) - start)
    sales = moved.get("registration")
    if sales and (not sales.get("opens") or date.fromisoformat(sales["opens"]) > today):
        # The first of last month: the same for a whole month, so that loading the demo again changes nothing.
        sales["opens"] = (today.replace(day=1) - timedelta(days=1)).replace(day=1).isoformat()
    return moved


def finished_programme(data: dict[str, Any], *, today: date) -> dict[str, Any]:
    """Return the programme a year before the shifted one: 52 or 53 weeks, in the year before and over by today."""
    start = _start_of(data)
    coming = _coming_start(start, _length_of(data), today)
    return _moved(data, _year_before(coming) - start)


def _start_of(data: dict[str, Any]) -> date:
    return date.fromisoformat(data["conference"]["start_date"])


def _length_of(data: dict[str, Any]) -> timedelta:
    return date.fromisoformat(data["conference"]["end_date"]) - _start_of(data)


def _coming_start(start: date, length: timedelta, today: date) -> date:
    own = next(day for day in _own_weeks(start, today) if day >= today + AHEAD)
    if _year_before(own) + length < today:
        return own
    weeks = -((start - (today + AHEAD)) // WEEK)
    return start + weeks * WEEK


def _own_weeks(start: date, today: date) -> list[date]:
    """Return the days nearest to the sample's own calendar day, on its weekday, of this year and those around it."""
    found = []
    for year in range(today.year - 1, today.year + 3):
        wanted = date(year, start.month, min(start.day, 28))
        found.append(start + round((wanted - start) / WEEK) * WEEK)
    return found


def _year_before(start: date) -> date:
    before = start - 52 * WEEK
    return before if before.year < start.year else start - 53 * WEEK


def _moved(data: dict[str, Any], by: timedelta) -> dict[str, Any]:
    """Return a copy with every date in it moved, those inside sentences too, and the year in the edition's names."""
    moved: dict[str, Any] = _walk(data, by)
    before, after = str(_start_of(data).year), str(_start_of(moved).year)
    for name in ("name", "short_name"):
        if moved["conference"].get(name):
            moved["conference"][name] = moved["conference"][name].replace(before, after)
    return moved


def _walk(value: Any, by: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _walk(item, by) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, by) for item in value]
    if isinstance(value, str):
        return ISO_DAY.sub(lambda match: (date.fromisoformat(match[0]) + by).isoformat(), value)
    return value
