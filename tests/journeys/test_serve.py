"""`make serve`, as somebody uses it who has just cloned the project: start, look, stop, start again."""

import re
import urllib.request

import pytest
from journeys import buying, office
from journeys.buying import Attendee

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def status(port: int, path: str) -> int:
    """Return what a page answers."""
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=30) as response:
        return response.status


def test_serve_prints_where_it_is_and_who_can_sign_in(site):
    assert any("organizer@demo.example" in line for line in site.printed)
    assert [status(site.port, path) for path in ("/", "/conference/", "/health/ready")] == [200, 200, 200]
    assert status(site.port + 1, "/") == 200


def test_a_restart_is_quick_and_keeps_order_ticket_and_payment(site, visit):
    guest = visit()
    buying.begin(guest)
    buying.choose(guest, NON=1)
    buying.describe(guest, Attendee("Rita Restart", "rita@harbourhealth.example"))
    buying.place_by(guest, "Card, now")
    buying.type_card(guest, "4242 4242 4242 4242")
    number = buying.await_paid(guest)
    order_page = guest.page.url
    staff = visit()
    office.enter(staff, "organizer")
    office.open_place(staff, "Rita Restart", order=number)
    office.act(staff, "Approve")
    guest.open(order_page)
    ticket = guest.read(buying.await_link(guest, r"Ticket \(PDF\)"))

    site.stop()
    site.start()

    assert not [line for line in site.printed if re.search("Preparing|Collecting", line)]
    assert site.seconds < 30, "a second start has nothing to prepare"
    guest.open(order_page)
    guest.sees("Paid in full")
    assert guest.read(buying.await_link(guest, r"Ticket \(PDF\)")) == ticket
    finance = visit()
    office.enter(finance, "finance")
    office.open_order(finance, number)
    # Only a sandbox that still knows the payment can pay a part of it back.
    office.act(finance, "Refund to the card", amount="10.00", reason="restart")
    finance.reload_until(lambda page: "10.00" in page.locator("table").nth(1).inner_text(), what="the refund")
