"""An agenda kept in the browser, taken over at sign-in, with a word about two sessions at the same time."""

import pytest
from journeys.browsing import Visitor
from playwright.sync_api import expect

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
EXAM = "Certified Threat Manager (CTM) examination"
BREAKOUT = "Stalking by Former Partners: Risk around Separation"


def row(visitor: Visitor, code: str):
    return visitor.page.locator(f"[data-session={code}]")


def keep(visitor: Visitor, code: str) -> None:
    row(visitor, code).get_by_role("button").click()
    expect(row(visitor, code).get_by_role("button", pressed=True)).to_be_visible()
    expect(visitor.page.locator("[data-keeping-live]")).to_contain_text("is in your agenda.")


def test_save_on_a_phone_then_sign_in_then_merge(visit):
    reader = visit("phone")
    reader.open("/conference/2027/agenda/")
    keep(reader, "CTM")
    reader.open("/conference/2027/sessions/b30/")
    keep(reader, "B30")
    expect(reader.page.locator("[data-keeping-live]")).to_have_text(f"{BREAKOUT} is in your agenda.")

    # Without an account the browser shows them, and that they overlap.
    reader.open("/conference/2027/my-agenda/")
    expect(row(reader, "B30")).to_be_visible()
    reader.sees(f"At the same time: {EXAM}")
    reader.fits()

    # Signing in takes them over; the account warns too.
    reader.sign_in("attendee@demo.example", PASSWORD, then="/conference/2027/my-agenda/")
    reader.sees("Sessions that this browser kept are in your agenda now:")
    reader.sees("Two at the same time")
    other = visit()
    other.sign_in("attendee@demo.example", PASSWORD, then="/conference/2027/agenda/")
    expect(row(other, "B30").get_by_role("button", pressed=True)).to_be_visible()

    # Taking it back is one press; nothing of it is left in the browser.
    reader.press("Undo")
    expect(row(reader, "B30")).to_have_count(0)
    other.page.reload()
    expect(row(other, "B30").get_by_role("button", pressed=False)).to_be_visible()
    assert reader.page.evaluate("localStorage.length") == 0


def test_a_save_that_fails_says_so_and_can_be_repeated(visit):
    reader = visit()
    reader.sign_in("learner@demo.example", PASSWORD, then="/conference/2027/sessions/b30/")
    reader.open("/conference/2027/agenda/?day=2027-08-12")

    reader.context.set_offline(True)
    row(reader, "B32").get_by_role("button").click()
    expect(reader.page.locator("[data-keeping-live]")).to_contain_text("Not saved")
    expect(row(reader, "B32").get_by_role("button", pressed=False)).to_be_visible()
    reader.context.set_offline(False)
    keep(reader, "B32")

    reader.open("/conference/2027/my-agenda/")
    expect(row(reader, "B32")).to_be_visible()
    reader.faults[:] = [fault for fault in reader.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
