"""Calendar files (RFC 5545): what each begins with, and its time zone spelled out (§3.6.5)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText

from core.characters import printable

DAY = timedelta(days=1)
# Every rule of a year is in force once within this distance of any day.
AROUND = timedelta(days=366)


def blank_calendar(*, product: str, zone: ZoneInfo, first: date, last: date, name: str = "") -> Calendar:
    """Return an empty calendar that publishes, with the zone of its days; `product` names who wrote it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Threat Management Conference//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", vText(" ".join(printable(name).split())))
    # In UTC times end in Z and name no zone.
    if zone.key != "UTC":
        calendar.add_component(zone_component(zone, first, last))
    return calendar


@lru_cache(maxsize=32)
def zone_component(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return a zone's VTIMEZONE for the days from the first to the last and a year around them."""
    begin = datetime.combine(first - AROUND, time.min, UTC)
    end = datetime.combine(last + AROUND, time.min, UTC)
    component = Timezone()
    component.add("tzid", zone.key)
    component.add_component(_observance(begin, begin, zone))
    while begin < end:
        if _rule(begin, zone) != _rule(begin + DAY, zone):
            component.add_component(_observance(*_change(begin, begin + DAY, zone), zone))
        begin += DAY
    return component


def _rule(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the last second under the old rule and the first under the new one."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if _rule(middle, zone) == _rule(before, zone):
            before = middle
        else:
            after = middle
    return before, after


def _observance(before: datetime, after: datetime, zone: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    """Return the rule that holds from a moment on; its start is written in the clock time of the rule before it."""
    old, new = before.astimezone(zone), after.astimezone(zone)
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    part.add("dtstart", after.astimezone(UTC).replace(tzinfo=None) + (old.utcoffset() or timedelta()))
    part.add("tzoffsetfrom", old.utcoffset())
    part.add("tzoffsetto", new.utcoffset())
    part.add("tzname", new.tzname())
    return part
