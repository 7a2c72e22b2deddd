"""A time zone spelled out says the same as the zone itself, on every moment of an edition and a month around it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendars import zone_component

ZONES = [
    "America/Los_Angeles", "Europe/London", "Europe/Dublin", "Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe",
    "Africa/Casablanca", "America/Havana", "Asia/Kathmandu", "America/Sao_Paulo", "US/Pacific", "Etc/UTC",
]  # fmt: skip


def offset(component, moment):
    """Read a VTIMEZONE as a calendar program does: the rule that began last before the moment holds."""
    begun = [
        (part["dtstart"].dt.replace(tzinfo=UTC) - part["tzoffsetfrom"].td, part["tzoffsetto"].td)
        for part in component.subcomponents
    ]
    return max(rule for rule in begun if rule[0] <= moment)[1]


@given(
    st.sampled_from(ZONES),
    st.dates(date(2020, 1, 1), date(2037, 12, 31)),
    st.integers(0, 30),
    st.integers(-30 * 24 * 60, 60 * 24 * 60),
)
def test_the_spelled_out_zone_is_the_zone(name, first, days, minutes):
    zone = ZoneInfo(name)
    moment = datetime.combine(first, datetime.min.time(), UTC) + timedelta(minutes=minutes)

    component = zone_component(zone, first, first + timedelta(days=days))

    assert offset(component, moment) == moment.astimezone(zone).utcoffset()


@pytest.mark.parametrize(("name", "rules"), [("America/Los_Angeles", 6), ("Asia/Tokyo", 1)])
def test_a_zone_needs_few_rules(name, rules):
    component = zone_component(ZoneInfo(name), date(2027, 8, 9), date(2027, 8, 13))

    assert str(component["tzid"]) == name
    assert len(component.subcomponents) <= rules
