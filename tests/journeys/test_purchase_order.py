"""An agency sends four people on a purchase order; staff decide, and the money follows."""

import pytest
from journeys import buying, office
from journeys.browsing import SIZES
from journeys.buying import Attendee
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
# As small as a PDF can be that is recognized by its content.
PURCHASE_ORDER = {
    "name": "po-4711.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n",
}
TEAM = ("Amina Farouk", "Björn Åkesson", "王小明")


def order_for_four(visitor, tag):
    """Place the order: three people named, one name to come; returns its number."""
    buying.begin(visitor)
    buying.choose(visitor, NON=4)
    people = [Attendee(name, f"{tag}{number}@nordhavn.example") for number, name in enumerate(TEAM)]
    buying.describe(visitor, *people, None)
    buying.address_invoice(visitor, email=f"ap-{tag}@nordhavn.example", agency="Nordhavn Politi")
    visitor.page.get_by_label("Purchase order of an agency").check()
    visitor.page.locator("[name=po_number]").fill("PO-4711")
    visitor.page.locator("[name=po_file]").set_input_files(PURCHASE_ORDER)
    buying.agree(visitor)
    visitor.press("Place the order")
    return buying.order_number(visitor)


@pytest.mark.parametrize("size", SIZES)
def test_agency_registers_four_and_pays_by_purchase_order(visit, size):
    agency = visit(size)
    number = order_for_four(agency, tag=size)
    order_page = agency.page.url
    agency.sees("We have your purchase order and are checking it.")
    agency.fits()
    invoice = buying.text_of(agency.read(buying.await_link(agency, "^Invoice ")))
    assert "Nordhavn Politi" in invoice
    assert "3,580.00" in invoice
    agency.open_mail(f"ap-{size}@nordhavn.example", "Invoice ")

    agency.open(order_page)
    agency.press("Name the person")
    buying.type_person(agency, 0, Attendee("Late Comer", f"late-{size}@nordhavn.example"))
    agency.press("Save")
    agency.sees("The place has its person now.")
    organizer = visit()
    office.enter(organizer, "organizer")
    for name in TEAM:
        office.open_place(organizer, name, order=number)
        office.act(organizer, "Approve")
    office.open_place(organizer, "Late Comer", order=number)
    office.act(organizer, "Refuse", reason="not from the agency")

    agency.open(order_page)
    credit_note = buying.text_of(agency.read(buying.await_link(agency, "^Credit note ")))
    assert "895.00" in credit_note
    assert "not from the agency" not in agency.page.content()
    assert agency.page.get_by_role("link", name="Ticket (PDF)").count() == 0
    finance = visit()
    office.enter(finance, "finance")
    office.open_order(finance, number)
    office.act(finance, "Approve the purchase order")
    office.open_order(finance, number)
    office.act(finance, "Book a payment", amount="1000.00", method="check", reference="check 1")
    office.act(finance, "Book a payment", amount="1685.00", method="bank_transfer", reference="wire 2")

    ledger = finance.page.get_by_role("main")
    for words in ("$1,000.00", "check 1", "$1,685.00", "wire 2", "PO-4711"):
        expect(ledger).to_contain_text(words)
    agency.open(order_page)
    agency.sees("Paid in full")
    tickets = agency.page.get_by_role("link", name="Ticket (PDF)")
    agency.reload_until(lambda _page: tickets.count() == 3, what="three tickets")
    texts = " ".join(buying.text_of(agency.read(tickets.nth(n).get_attribute("href"))) for n in range(3))
    assert [name for name in (*TEAM, "Late Comer") if name in texts] == list(TEAM)
    agency.fits()


def test_finance_refunds_a_card_order_and_stripe_confirms_it(visit):
    guest = visit("phone")
    buying.begin(guest)
    buying.choose(guest, NON=1)
    buying.describe(guest, Attendee("Rosa Refund", "rosa@harbourhealth.example"))
    buying.place_by(guest, "Card, now")
    buying.type_card(guest, "4242 4242 4242 4242")
    number = buying.await_paid(guest)
    finance = visit()
    office.enter(finance, "finance")
    office.open_order(finance, number)

    office.act(finance, "Refund to the card", amount="95.00", reason="goodwill")

    # The order's own line is written at the request; the ledger's entry, booked by Stripe, only when Stripe says so.
    entry = finance.page.locator("table.listing tr", has_text="Stripe").filter(has_text="$95.00")
    finance.reload_until(lambda page: entry.count() == 1, what="the refund in the ledger")
    booked = guest.page.locator("tfoot tr", has_text="Refund").filter(has_text="$95.00")
    guest.reload_until(lambda page: booked.count() == 1, what="the refund")
    assert "refund" in entry.inner_text()
    guest.sees("Paid in full")
