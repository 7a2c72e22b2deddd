"""Move the sample edition to a week that suits today; pure functions on its JSON.

The conference is the second Monday to Friday of August. The demo's is the first such week that begins at least two
months ahead: from mid June 2026 to early June 2027 the sample's own week, 9-13 August 2027, date by date as written.
"""

import re
from datetime import date, timedelta
from typing import Any

ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
AHEAD = timedelta(days=61)
ON_SALE_SINCE = timedelta(days=30)
OVER = timedelta(days=28)


def second_monday_of_august(year: int) -> date:
    """Return the day a year's conference begins."""
    first = date(year, 8, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7)


def coming_start(today: date) -> date:
    """Return the first conference Monday that lies at least two months ahead."""
    start = second_monday_of_august(today.year)
    return start if start >= today + AHEAD else second_monday_of_august(today.year + 1)


def shift_programme(programme: dict[str, Any], *, today: date) -> dict[str, Any]:
    """Return the programme moved to the coming week, its sale open today; the given one is not changed."""
    moved = move(programme, start=coming_start(today))
    registration = moved["registration"]
    if date.fromisoformat(registration["opens"]) > today - ON_SALE_SINCE:
        registration["opens"] = (today - ON_SALE_SINCE).isoformat()
    return moved


def finished_start(coming: date, today: date) -> date:
    """Return the Monday of the year before on which the finished edition began.

    In summer, when this year's August is no longer two months ahead and not yet over, that is a week of this spring.
    """
    start = second_monday_of_august(coming.year - 1)
    if start + OVER > today:
        start = today - OVER
    return start - timedelta(days=start.weekday())


def previous_programme(programme: dict[str, Any], *, today: date) -> dict[str, Any]:
    """Return the programme of the year before the given one, over by today, sold in its own time."""
    coming = date.fromisoformat(programme["conference"]["start_date"])
    moved = move(programme, start=finished_start(coming, today))
    early = date.fromisoformat(moved["registration"]["early_until"])
    opens = date.fromisoformat(moved["registration"]["opens"])
    moved["registration"]["opens"] = min(opens, early - ON_SALE_SINCE).isoformat()
    return moved


def move(programme: dict[str, Any], *, start: date) -> dict[str, Any]:
    """Return the programme with every date, also those inside sentences, moved so that it begins on `start`."""
    old = date.fromisoformat(programme["conference"]["start_date"])
    moved: dict[str, Any] = _moved(programme, start - old)
    for name in ("name", "short_name"):
        if name in moved["conference"]:
            moved["conference"][name] = moved["conference"][name].replace(str(old.year), str(start.year))
    return moved


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _moved(item, by) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, by) for item in value]
    if isinstance(value, str):
        return ISO_DATE.sub(lambda match: (date.fromisoformat(match[0]) + by).isoformat(), value)
    return value
