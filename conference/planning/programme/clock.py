"""Local times of an edition, the nights on which clocks change included."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_NIGHT = timedelta(hours=12)


class NoSuchTime(ValueError):
    """The clocks skip this time on this day."""


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return a local time in UTC: the first of two where the clocks go back; raises NoSuchTime where they skip it."""
    wall = datetime.combine(day, clock)
    utc = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != wall:
        raise NoSuchTime(clock)
    return utc


def day_of_end(day: date, start: time, end: time) -> date | None:
    """Return the day on which a session ends: the next one if its end is not after its start and that makes twelve
    hours at most; None where it makes more.
    """
    if end > start:
        return day
    length = datetime.combine(day + timedelta(days=1), end) - datetime.combine(day, start)
    return day + timedelta(days=1) if length <= LONGEST_NIGHT else None
