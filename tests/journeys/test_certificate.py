"""From a badge to a certificate that a stranger verifies, that is corrected, and revoked; the desk in rehearsal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from journeys import office
from journeys.onsite import answered, hold_before_camera, print_again, scan, serial_of, verify, work_at

from home.demo.people import PASSWORD
from home.demo.shifting import coming_start

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
# A plenary session of 75 minutes of the finished edition, at whose door nobody stood yet.
DOOR, CODE = "p5", "P5"


def manage(site, *arguments):
    """Do at once what a periodic task would do within the hour."""
    done = site.manage(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def renew(site, year):
    manage(site, "award_credits", "--edition", str(year))
    manage(site, "issue_certificates", "--edition", str(year))


def test_badge_desk_doors_evaluation_credit_certificate_stranger_corrected_revoked(visit, site):
    year = coming_start(datetime.now(UTC).date()).year - 1
    staff, credits_ = visit(), visit()
    office.enter(staff, "organizer")
    lost, code = (print_again(staff, year=year, name="Anna Lindqvist") for _print in range(2))
    staff.open(f"/admin/conference/evaluations/{year}/session/")
    staff.page.locator("[name=closes_on]").fill((datetime.now(UTC).date() + timedelta(days=2)).isoformat())
    staff.page.get_by_role("main").get_by_role("button", name="Save").click()
    staff.page.locator(".messages .success").wait_for()
    office.enter(credits_, "credits")
    credits_.open(f"/admin/conference/approvals/{year}/?scheme=APA")
    credits_.page.get_by_label(f"{CODE} APA").check()
    credits_.page.locator("[name=reason]").fill("the body's letter")
    credits_.page.get_by_role("main").locator("select[name=approval]").last.select_option("approved")
    credits_.page.get_by_role("main").get_by_role("button", name="Note the decision").click()
    credits_.page.locator(".messages .success").wait_for()

    # The phone at the door was offline until now: its clock, and not the server's, says when somebody came.
    phone = visit("phone")
    work_at(phone, year=year, door=DOOR)
    title = phone.page.get_by_role("heading", level=1).inner_text().removeprefix(f"{CODE} ")
    begun = datetime.fromisoformat(phone.page.locator("main time").first.get_attribute("datetime"))
    ended = begun + timedelta(minutes=75)
    scan(phone, lost, way="in", at=begun)
    answered(phone, "stop")
    phone.sees("badge no longer valid")
    scan(phone, code.lower(), way="in", at=begun)
    answered(phone, "go")
    phone.sees("Lindqvist")
    phone.fits()
    scan(phone, code, way="out", at=ended)
    answered(phone, "go")

    holder = visit("phone")
    holder.sign_in("attendee@demo.example", PASSWORD, then=f"/my/evaluations/{year}/{CODE}/")
    holder.page.locator("[name=overall][value='5']").check()
    holder.page.locator("[name=objectives][value='4']").check()
    holder.fits()
    holder.press("Hand in")
    holder.sees("Your answers are kept without your name.")
    before = serial_of(holder, "APA")
    renew(site, year)
    holder.open("/my/credits/")
    holder.sees("of 36 APA hours")
    row = holder.page.locator("tr").filter(has_text=title)
    row.get_by_role("link", name="why 1.25?").first.click()
    holder.sees("minutes in steps of 15")
    holder.fits()
    serial = serial_of(holder, "APA")
    assert serial != before

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
    verify(stranger, before)
    stranger.sees(f"by {serial}")

    credits_.open(f"/admin/conference/attendance/?year={year}")
    credits_.page.get_by_role("main").get_by_role("link", name=f"{CODE} ").click()
    credits_.page.get_by_role("main").get_by_role("link", name="Anna Lindqvist").click()
    way = credits_.page.get_by_role("cell", name="out", exact=True)
    wrong = credits_.page.get_by_role("row").filter(has=way).filter(has_text="in order")
    wrong.get_by_label("Why").fill("left with a colleague's badge")
    wrong.get_by_role("button", name="Strike out").click()
    credits_.page.locator(".messages .success").wait_for()
    renew(site, year)
    corrected = serial_of(holder, "APA")
    verify(stranger, serial)
    stranger.sees(f"by {corrected}")

    credits_.open(f"/admin/certificates/?q={corrected.replace('-', '')}")
    credits_.page.get_by_role("main").get_by_role("link", name=corrected).click()
    credits_.page.locator("[name=why]").fill("issued for another edition")
    credits_.page.get_by_role("main").get_by_role("button", name="Save").click()
    credits_.page.locator(".messages .success").wait_for()
    verify(stranger, corrected)
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
    # Where bootstrap found no npm, the page says that codes are typed.
    if settings.QR_DECODER.is_dir():
        hold_before_camera(desk, "a menu")
        desk.sees("no badge's code")
    else:
        desk.sees("This browser cannot read codes with the camera.")
