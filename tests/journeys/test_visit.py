"""A coordinator asks for a visit and names who comes; the office vets and approves; an itinerary follows."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from journeys import office

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
OFFICER = "officer1@demo.example"


def coming_monday():
    """Return a Monday in four months."""
    day = date.today() + timedelta(days=120)  # noqa: DTZ011 - the browser types a day
    return day + timedelta(days=-day.weekday() % 7)


def test_a_visit_is_requested_and_approved(visit):
    coordinator = visit("phone")
    coordinator.sign_in("coordinator@demo.example", PASSWORD)
    coordinator.open("/agency/")
    coordinator.press("Visits")
    coordinator.sees("On-site study visit")
    coordinator.press("Ask for a visit")
    page = coordinator.page
    page.get_by_label("Purpose").fill("To see how a unit takes in its cases")
    page.get_by_label("How many come?").fill("13")
    page.get_by_label("First day").fill(coming_monday().isoformat())
    coordinator.press("Ask for the visit")
    coordinator.sees("at most 12 visitors")
    coordinator.fits()
    page.get_by_label("How many come?").fill("1")
    coordinator.press("Ask for the visit")
    coordinator.sees("Nobody is named yet")
    page.get_by_label("E-mail").fill("nobody@elsewhere.example")
    coordinator.press("Name this visitor")
    coordinator.sees("Nobody of your agency has this address")
    page.get_by_label("E-mail").fill(OFFICER)
    coordinator.press("Name this visitor")
    coordinator.sees("Ines Baptiste")
    coordinator.fits()
    address = page.url

    training = visit()
    office.enter(training, "training")
    training.open("/admin/training/visits/?ordering=-first_day")
    training.page.get_by_role("main").get_by_role("link", name="Demo Agency").first.click()
    training.sees("To see how a unit takes in its cases")
    training.page.get_by_role("main").get_by_role("link", name="Approve", exact=True).click()
    training.page.locator("[name=host]").select_option(label="Tomas Novak")
    training.page.locator("[name=place]").fill("Sample Building, main entrance")
    training.page.get_by_role("main").get_by_role("button", name="Approve", exact=True).click()
    training.page.locator(".messages .success").wait_for()

    coordinator.open_mail("coordinator@demo.example", "Your request")
    coordinator.open(address)
    for text in ("approved", "Tomas Novak", "Sample Building", "Working session on the visitors"):
        coordinator.sees(text)
    coordinator.fits()
    file = coordinator.read(f"{address}calendar.ics")
    events = Calendar.from_ical(file).walk("VEVENT")
    assert (len(events), events[0]["DTSTART"].dt.date()) == (7, coming_monday())
    assert not any(name in file for name in (b"ATTENDEE", b"Ines", b"Novak", b"Demo Agency"))
