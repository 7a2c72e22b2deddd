"""Two organizers on one Wednesday: by mouse and by keyboard, one faster than the other, one without a network."""

import re

import pytest
from journeys.browsing import Visitor
from journeys.office import enter
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
MINUTE = 1.5  # pixels
PATIENCE = 20_000  # milliseconds; two browsers and two test runs share the machine
WIDE = {"width": 2200, "height": 1400}
expect.set_options(timeout=PATIENCE)


def open_board(visitor: Visitor, login: str, day: str) -> None:
    enter(visitor, login)
    visitor.open("/admin/conference/board/")
    visitor.page.get_by_role("tab", name=re.compile(day)).click()


def drag(visitor: Visitor, code: str, *, minutes: int = 0, onto: str = "") -> None:
    """Take a session by its head and drop it later, or on another one."""
    page = visitor.page
    box = place(visitor, code)
    x, y = box["x"] + 30, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    if onto:
        other = place(visitor, onto)
        page.mouse.move(x + 10, y + 10, steps=4)
        page.mouse.move(other["x"] + 40, other["y"] + 30, steps=8)
    else:
        page.mouse.move(x, y + minutes * MINUTE, steps=8)
    page.mouse.up()


def place(visitor: Visitor, code: str) -> dict:
    """Return where a session is drawn; the board may be drawing it anew at the moment one asks."""
    for _ in range(20):
        box = visitor.page.locator(f"[data-code={code}]").bounding_box()
        if box:
            return box
        visitor.page.wait_for_timeout(50)
    raise AssertionError(f"{code} is not on the board")


def card(visitor: Visitor, code: str):
    return visitor.page.locator(f"[data-code={code}]")


def stands(visitor: Visitor, code: str, times: str) -> None:
    """Fail unless a session shows its times, saved."""
    expect(card(visitor, code)).to_contain_text(times)
    expect(visitor.page.locator(".board-card--saving")).to_have_count(0)


def agree(visitor: Visitor) -> None:
    """Say yes where the board asks before a move."""
    visitor.page.get_by_role("button", name="Do it").click()


def forgive(visitor: Visitor, *expected: str) -> None:
    """Forget complaints of the browser about answers that the journey is about."""
    visitor.faults[:] = [fault for fault in visitor.faults if not any(item in fault for item in expected)]


def test_two_organizers_on_one_wednesday(visit):
    first, second = visit(viewport=WIDE), visit(viewport=WIDE)
    open_board(first, "organizer", "Wednesday")
    open_board(second, "programme", "Wednesday")

    drag(first, "B12", minutes=30)
    stands(first, "B12", "11:00–12:15")
    stands(second, "B12", "11:00–12:15")

    # By keyboard, with the words that a screen reader hears.
    card(second, "B12").focus()
    second.page.keyboard.press("Space")
    for _ in range(6):
        second.page.keyboard.press("ArrowUp")
    expect(second.page.locator("[data-live]")).to_contain_text("B12: Wednesday, 10:30 to 11:45, Magnolia B.")
    second.page.keyboard.press("Space")
    stands(first, "B12", "10:30–11:45")

    # What somebody else has moved since cannot be undone over their heads.
    first.page.get_by_role("button", name="Undo").click()
    expect(first.page.get_by_role("heading", name="Somebody else was faster")).to_be_visible()
    first.page.get_by_role("button", name="Keep theirs").click()
    stands(first, "B12", "10:30–11:45")

    # One's own move can.
    drag(first, "B11", minutes=15)
    stands(first, "B11", "10:45–12:00")
    first.page.get_by_role("button", name="Undo").click()
    stands(first, "B11", "10:30–11:45")

    # Without a network nothing is lost and nothing pretends to be saved.
    first.context.set_offline(True)
    drag(first, "B11", minutes=15)
    first.sees("The server did not answer.")
    stands(first, "B11", "10:30–11:45")
    first.context.set_offline(False)
    first.page.get_by_role("button", name="Try again").click()
    stands(second, "B11", "10:45–12:00")
    first.page.get_by_role("button", name="Undo").click()
    stands(first, "B11", "10:30–11:45")
    forgive(first, "409", "ERR_INTERNET_DISCONNECTED")


def test_one_drag_swaps_rooms_and_publishing_shows_it(visit):
    organizer, reader = visit(viewport=WIDE), visit()
    open_board(organizer, "organizer", "Thursday")

    # More than a hundred have saved it: the board says so first.
    drag(organizer, "B34", onto="B32")
    organizer.sees("131 saved it")
    agree(organizer)
    expect(organizer.page.locator("[data-live]")).to_contain_text("Cypress Room")
    reader.open("/conference/2027/sessions/b34/")
    reader.sees("Sycamore Room")
    organizer.page.get_by_role("link", name="Publish…").click()
    organizer.sees("Trackers, Shared Accounts and Smart Homes")
    organizer.page.get_by_role("main").get_by_role("button", name="Publish").click()
    expect(organizer.page.get_by_text(re.compile(r"Version \d+ is published\."))).to_be_visible()

    reader.page.reload()
    reader.sees("Cypress Room")
    assert b"Cypress Room" in reader.read("/conference/2027/sessions/b34.ics")


def test_a_restricted_session_asks_for_a_reason(visit):
    organizer = visit(viewport=WIDE)
    open_board(organizer, "organizer", "Thursday")
    page = organizer.page

    card(organizer, "B33").focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+ArrowDown")
    for _ in range(6):
        page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Space")
    page.get_by_label("Reason").fill("A guard stands at the door.")
    agree(organizer)

    expect(page.locator("[data-live]")).to_contain_text("B33: Thursday")
    expect(page.locator("[data-conflict-list]")).to_contain_text("for a reason")
