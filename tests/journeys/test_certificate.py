"""From credit with its reason to a certificate that a stranger verifies and that is revoked; the desk in rehearsal."""

import pytest
from journeys import office

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def verify(stranger, serial):
    """Type a serial as people do."""
    stranger.open("/verify/")
    stranger.page.get_by_label("Serial").fill(serial.lower().replace("-", " ").replace("0", "o"))
    stranger.press("Look it up")
    stranger.heading(serial)


def test_credit_certificate_stranger_revoked(visit):
    holder = visit("phone")
    holder.sign_in("attendee@demo.example", PASSWORD)
    holder.open("/my/credits/")
    holder.sees("of 36 APA hours")
    holder.fits()
    holder.page.get_by_role("link", name="why 1.5?").first.click()
    holder.sees("minutes in steps of 15")
    holder.open("/my/certificates/")
    card = holder.page.locator("li").filter(has_text="certificate of credit").filter(has_text="valid").first
    serial = card.locator("p", has_text="-").first.inner_text().split()[0]
    card.get_by_role("link", name="PDF").click(no_wait_after=True)

    stranger = visit()
    verify(stranger, serial)
    stranger.sees("This certificate was issued by us and holds.")
    assert "Lindqvist" not in stranger.page.inner_text("main")
    stranger.page.get_by_label("any word of the name").fill("Smith")
    stranger.press("Compare")
    stranger.sees("This is no word of the name")
    stranger.page.get_by_label("any word of the name").fill("LINDQVIST")
    stranger.press("Compare")
    stranger.sees("Dr. Anna Lindqvist")

    staff = visit()
    office.enter(staff, "credits")
    staff.open(f"/admin/certificates/?q={serial.replace('-', '')}")
    staff.page.get_by_role("main").get_by_role("link", name=serial).click()
    staff.page.locator("[name=why]").fill("issued for another edition")
    staff.page.get_by_role("main").get_by_role("button", name="Save").click()
    staff.page.locator(".messages .success").wait_for()

    verify(stranger, serial)
    stranger.sees("Revoked")
    stranger.sees("issued for another edition")


def test_the_desk_rehearses_on_a_phone(visit):
    desk = visit("phone")
    desk.sign_in("checkin@demo.example", PASSWORD)
    desk.open("/desk/")
    desk.sees("REHEARSAL")
    desk.press("Arrival")
    desk.page.get_by_label("Code").fill("not a badge")
    desk.page.keyboard.press("Enter")
    desk.sees("no badge's code")
    desk.page.get_by_label("Code").fill("o0" * 13)
    desk.page.keyboard.press("Enter")
    desk.sees("unknown badge")
    desk.fits()
    assert desk.page.get_by_label("Code").input_value() == ""
