"""Twelve seats on a pro-forma: finance releases them, a list is invited, one is taken, one goes to somebody else."""

import pytest
from journeys import office
from playwright.sync_api import expect

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
COURSE = "TMU-101"
NAMES = ("Bought", "Pending", "Free", "Assigned", "Used", "Expired", "Refunded")
ROWS = ("Name;email;Course", *(f"Officer {one};officer-{one}@ottawa.example;{COURSE}" for one in "abc"))
LIST = "\r\n".join(ROWS).encode("cp1252")


def balance(coordinator, home):
    """Return the course's row as numbers by name; together they are always what was bought."""
    coordinator.open(home)
    row = coordinator.page.get_by_role("row").filter(has_text=COURSE).first
    found = dict(zip(NAMES, (int(cell) for cell in row.locator("td.number").all_inner_texts()), strict=True))
    assert found["Bought"] == sum(found[name] for name in NAMES[1:])
    return found


def change(before, after):
    """Return what moved."""
    return {name: after[name] - before[name] for name in NAMES if after[name] != before[name]}


def test_twelve_seats_from_pro_forma_to_hours(visit):
    coordinator = visit("phone")
    coordinator.sign_in("coordinator@demo.example", PASSWORD)
    home = coordinator.open("/agency/").url
    start = balance(coordinator, home)
    coordinator.press("Buy seats")
    coordinator.page.get_by_label(COURSE).fill("12")
    coordinator.page.get_by_label("Bank transfer, on a pro-forma invoice").check()
    coordinator.page.get_by_label("Billing address").fill("110 Laurier Avenue West, Ottawa")
    coordinator.press("Look at the total")
    coordinator.sees("$1,800.00")
    coordinator.press("Place the order")
    coordinator.heading("Seats")
    coordinator.fits()
    ordered = balance(coordinator, home)
    assert change(start, ordered) == {"Bought": 12, "Pending": 12}

    finance = visit()
    office.enter(finance, "finance")
    finance.open("/admin/training_seats/")
    finance.page.get_by_role("main").get_by_role("link", name=COURSE).first.click()
    finance.page.locator("[name=reason]").fill("the city's letter of commitment")
    finance.page.get_by_role("main").get_by_role("button", name="Save").click()
    finance.page.locator(".messages .success").wait_for()
    released = balance(coordinator, home)
    assert change(ordered, released) == {"Pending": -12, "Free": 12}

    coordinator.press("Hand in a list")
    coordinator.page.set_input_files("[name=table]", {"name": "roster.csv", "mimeType": "text/csv", "buffer": LIST})
    coordinator.press("Look at it")
    coordinator.sees("3 people get a seat and an invitation.")
    coordinator.press("Invite them")
    coordinator.reload_until(lambda page: page.get_by_text("Officer c").count() > 0, what="the last of the list")
    invited = balance(coordinator, home)
    assert change(released, invited) == {"Free": -3, "Assigned": 3}

    learner = visit("phone")
    learner.sign_in("attendee@demo.example", PASSWORD)
    learner.open_mail("officer-a@ottawa.example", "Your training")
    link = learner.page.locator("main").inner_text().partition("/training/seats/")[2].split()[0]
    learner.open(f"/training/seats/{link}")
    learner.sees("Another address than yours")
    learner.press("Take the seat and begin")
    learner.heading("Foundations of Threat Assessment and Management")
    learner.open(f"/training/seats/{link}")
    learner.heading("This link opens nothing")

    coordinator.open(home)
    coordinator.page.get_by_role("row").filter(has_text="officer-b@ottawa.example").get_by_role("link").click()
    coordinator.page.get_by_text("Give it to somebody else").click()
    coordinator.page.locator("[name=reassign-email]").fill("officer-d@ottawa.example")
    coordinator.press("Take it back and invite the other")
    coordinator.sees("officer-d@ottawa.example")
    assert change(invited, balance(coordinator, home)) == {}
    expect(coordinator.page.get_by_text("officer-b@ottawa.example")).to_have_count(0)
    coordinator.press("Ledger")
    coordinator.sees("the city's letter of commitment")
    coordinator.fits()

    coordinator.press("Hours")
    file = coordinator.read(f"{home}hours/?export=csv").decode("utf-8-sig")
    assert [line.split(",")[2] for line in file.splitlines()[1:3]] == [COURSE, COURSE]
