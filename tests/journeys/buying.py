"""What a buyer does: choose, name the people, look it over, pay."""

import re
from dataclasses import dataclass, field
from io import BytesIO

from journeys.browsing import Visitor
from playwright.sync_api import expect
from pypdf import PdfReader


@dataclass
class Attendee:
    """What is typed for one person."""

    name: str
    email: str
    agency: str = "Harbour Health Trust"
    country: str = "GB"
    badge_name: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def begin(visitor: Visitor) -> None:
    """Go the way of a guest: from the home page's conference to the tickets."""
    visitor.open("/conference/")
    visitor.page.get_by_role("main").get_by_role("link", name="Register").first.click()
    visitor.heading("Choose your tickets")
    visitor.fits()


def choose(visitor: Visitor, **counts: int) -> None:
    """Ask for so many tickets of each type."""
    for code, count in counts.items():
        visitor.page.locator(f"[name=ticket-{code}]").fill(str(count))
    visitor.press("Go on to the people")
    visitor.heading("Who is coming?")
    visitor.fits()


def describe(visitor: Visitor, *people: Attendee | None) -> None:
    """Fill in the people; None is somebody who is named later."""
    page = visitor.page
    for number, person in enumerate(people):
        if person is None:
            page.locator(f"[name=p{number}-later]").check()
        else:
            type_person(visitor, number, person)
    visitor.press("Go on to the review")
    visitor.heading("Review and pay")
    visitor.fits()


def type_person(visitor: Visitor, number: int, person: Attendee) -> None:
    """Fill in one person's fields."""
    page = visitor.page
    fields = {"name": person.name, "email": person.email, "agency": person.agency, "badge_name": person.badge_name}
    for name, value in (fields | person.extra).items():
        page.locator(f"[name=p{number}-{name}]").fill(value)
    page.locator(f"[name=p{number}-country]").select_option(person.country)


def agree(visitor: Visitor) -> None:
    """Tick both consents."""
    visitor.page.get_by_label(re.compile("code of conduct")).check()
    visitor.page.get_by_label(re.compile("confidential")).check()


def address_invoice(visitor: Visitor, *, email: str, agency: str = "Harbour Health Trust") -> None:
    """Say where the invoice goes."""
    page = visitor.page
    page.locator("[name=billing_agency]").fill(agency)
    page.locator("[name=billing_name]").fill("Accounts payable")
    page.locator("[name=billing_email]").fill(email)
    page.locator("[name=billing_address]").fill("12 Quay Street\nHarbour")
    page.locator("[name=billing_tax_id]").fill("GB 123 456")


def place_by(visitor: Visitor, method: str) -> None:
    """Choose how to pay, agree and place the order."""
    visitor.page.get_by_label(method).check()
    agree(visitor)
    visitor.press("Place the order")


def type_card(visitor: Visitor, number: str) -> None:
    """Fill in the payment page and pay."""
    page = visitor.page
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Expires (MM/YY)").fill("12/34")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name=re.compile("^Pay [$]")).first.click()


def await_paid(visitor: Visitor) -> str:
    """Wait on the order's page until it is paid; return its number."""
    visitor.page.wait_for_url("**/orders/**")
    visitor.reload_until(lambda page: page.get_by_text("Paid in full").count() > 0, what="the payment")
    visitor.fits()
    return order_number(visitor)


def order_number(visitor: Visitor) -> str:
    """Return the number of the order that is shown."""
    heading = visitor.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Order")
    return heading.inner_text().removeprefix("Order ").strip()


def await_link(visitor: Visitor, name: str) -> str:
    """Wait on the order's page for a document or ticket and return its address."""
    link = visitor.page.get_by_role("link", name=re.compile(name))
    visitor.reload_until(lambda _page: link.count() > 0, what=name)
    return str(link.first.get_attribute("href"))


def text_of(pdf: bytes) -> str:
    """Return what a PDF says, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
