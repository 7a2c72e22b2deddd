"""Somebody who registered as a guest signs up later and finds the order."""

import pytest
from journeys import buying
from journeys.browsing import SIZES
from journeys.buying import Attendee

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SECRET = "a long sentence nobody guesses 7"


@pytest.mark.parametrize("size", SIZES)
def test_verifying_the_address_brings_the_guest_order_into_my_pages(visit, size):
    email = f"greta-{size}@harbourhealth.example"
    person = visit(size)
    buying.begin(person)
    buying.choose(person, NON=1)
    buying.describe(person, Attendee("Greta Guest", email))
    buying.address_invoice(person, email=email)
    buying.place_by(person, "Check, on an invoice")
    number = buying.order_number(person)

    person.open("/account/signup/")
    person.page.get_by_label("Your name").fill("Greta Guest")
    person.page.get_by_label("Email").fill(email)
    person.page.get_by_label("Password", exact=True).fill(SECRET)
    person.page.get_by_label("Password (again)").fill(SECRET)
    person.press("Create the account")
    person.heading("Look into your mail")
    person.open_mail(email, "Your account: a link to open")
    person.page.locator("a[href*='/account/confirm-email/']").click()
    person.page.get_by_role("main").get_by_role("button").click()
    if "/account/login/" in person.page.url:
        person.page.get_by_label("Email").fill(email)
        person.page.get_by_label("Password").fill(SECRET)
        person.page.get_by_role("button", name="Sign in", exact=True).click()
    person.open("/my/")

    person.page.get_by_role("link", name=number, exact=True).click()
    assert buying.order_number(person) == number
    person.fits()
