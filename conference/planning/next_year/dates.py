"""Days and moments a year on; pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def same_week(day: date, year: int) -> date:
    """Return the day of another year that has the same weekday and the same place in its month.

    The second Monday of August stays one; where a month has no fifth one, it is the fourth.
    """
    first = date(year, day.month, 1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % 7 + (day.day - 1) // 7 * 7)
    return found if found.month == day.month else found - timedelta(days=7)


def moved_span(starts: datetime, ends: datetime, by: timedelta, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return a span some days later at the same times by the clock on the wall, whatever clocks do in between.

    A time that the clocks skip becomes the one they skip to; a span that would be lost in the gap keeps its length.
    """
    start, end = _moved(starts, by, zone), _moved(ends, by, zone)
    return start, end if end > start else start + (ends - starts)


def _moved(moment: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    wall = moment.astimezone(zone).replace(tzinfo=None, fold=0) + by
    return wall.replace(tzinfo=zone).astimezone(UTC)
