"""A guest registers, pays by card, is approved, and opens what came."""

import re

import pytest
from icalendar import Calendar
from journeys import buying, office
from journeys.browsing import SIZES
from journeys.buying import Attendee
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("size", SIZES)
def test_guest_pays_by_card_and_opens_ticket_and_receipt(visit, size):
    email = f"marta-{size}@harbourhealth.example"
    guest = visit(size)
    buying.begin(guest)
    buying.choose(guest, NON=1)
    buying.describe(guest, Attendee("Marta Oduya-Reyes", email, badge_name="Marta O."))
    buying.place_by(guest, "Card, now")

    buying.type_card(guest, "4242 4242 4242 4242")

    number = buying.await_paid(guest)
    guest.sees("We are checking the application")
    order_page = guest.page.url
    guest.open_mail(email, f"Your order {number}")
    organizer = visit()
    office.enter(organizer, "organizer")
    office.open_place(organizer, "Marta Oduya-Reyes", order=number)
    office.act(organizer, "Approve")

    guest.open(order_page)
    ticket = buying.text_of(guest.read(buying.await_link(guest, r"Ticket \(PDF\)")))
    assert "Marta O." in ticket
    assert "Oduya" not in ticket
    receipt = buying.text_of(guest.read(buying.await_link(guest, "^Receipt ")))
    assert number in receipt
    assert "895.00" in receipt
    guest.open(f"/mailbox/?to={email}")
    guest.reload_until(lambda page: page.locator("tbody tr").count() > 1, what="the mail with the ticket")
    guest.page.get_by_role("link", name=f"Your order {number}").first.click()
    guest.fits()
    link = guest.page.get_by_role("link", name="conference.ics").get_attribute("href")
    events = Calendar.from_ical(guest.read(link)).walk("VEVENT")
    assert events
    assert not any("ATTENDEE" in event for event in events)
    attached = guest.page.get_by_role("link", name=re.compile(r"\.pdf$"))
    assert {guest.read(attached.nth(n).get_attribute("href"))[:5] for n in range(attached.count())} == {b"%PDF-"}


def test_a_declined_card_says_so_and_another_that_asks_first_pays(visit):
    guest = visit("phone")
    buying.begin(guest)
    buying.choose(guest, NON=1)
    buying.describe(guest, Attendee("Jonas Declined", "jonas@harbourhealth.example"))
    buying.place_by(guest, "Card, now")

    buying.type_card(guest, "4000 0000 0000 0002")

    expect(guest.page.get_by_role("alert")).to_contain_text("declined")
    guest.page.get_by_role("link", name="Cancel and go back").click()
    guest.sees("Your places are held")
    guest.press("Pay by card")
    buying.type_card(guest, "4000 0025 0000 3155")
    guest.heading("Confirm it is you")
    guest.press("Approve")
    buying.await_paid(guest)


def test_nothing_doubles_when_the_buyer_goes_back_and_sends_again(visit):
    guest = visit()
    buying.begin(guest)
    buying.choose(guest, NON=1)
    buying.describe(guest, Attendee("Petra Twice", "petra@harbourhealth.example"))
    review = guest.page.url
    buying.address_invoice(guest, email="ap-petra@harbourhealth.example")
    buying.place_by(guest, "Bank transfer, on an invoice")
    number = buying.order_number(guest)

    guest.page.go_back()
    guest.open(review)

    assert buying.order_number(guest) == number
    organizer = visit()
    office.enter(organizer, "organizer")
    organizer.open("/admin/conference/registrations/?q=petra@harbourhealth.example")
    expect(organizer.page.get_by_role("link", name="Petra Twice")).to_have_count(1)
