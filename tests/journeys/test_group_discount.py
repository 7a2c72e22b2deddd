"""A coordinator pastes ten people, corrects one, sees the group price and a code, and orders on a purchase order."""

import re

import pytest
from journeys import buying
from journeys.browsing import SIZES

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("size", SIZES)
def test_agency_registers_ten_from_a_list_with_discounts(visit, size):
    coordinator = visit(size)
    page = coordinator.page
    buying.begin(coordinator)
    page.get_by_role("link", name="Many people of one agency? Register them from a list.").click()
    coordinator.heading("Register a group")
    coordinator.fits()
    lines = [f"Deputy {number}; deputy{number}-{size}@groups.example" for number in range(10)]
    page.locator("[name=ticket_type]").select_option(label="Full conference, non-member")
    page.locator("[name=agency]").fill("Group County Sheriff")
    page.locator("[name=country]").select_option("US")
    page.locator("[name=people]").fill("\n".join([*lines[:-1], "Deputy 9"]))
    coordinator.press("Check the list")

    coordinator.heading("Check the list")
    coordinator.sees("The e-mail address is missing.")
    coordinator.fits()
    page.locator("[name=people]").fill("\n".join(lines))
    coordinator.press("Go on to the review")

    coordinator.heading("Review and pay")
    coordinator.sees("Discount AGENCY10: 10 people from one agency")
    coordinator.sees("if some of these people cancel later, the others keep theirs")
    page.get_by_label("Code", exact=True).fill("nothing")
    coordinator.press("Use the code")
    coordinator.sees("This code gives no discount here.")
    page.get_by_label("Code", exact=True).fill("scholar-demo")
    coordinator.press("Use the code")
    coordinator.sees("Discount SCHOLAR")
    coordinator.fits()
    # The code is for five places in all; whoever walks next finds them free.
    coordinator.press("Remove SCHOLAR-DEMO")
    buying.address_invoice(coordinator, email=f"ap-group-{size}@groups.example", agency="Group County Sheriff")
    page.locator("[name=buyer_name]").fill("Group Coordinator")
    page.locator("[name=buyer_email]").fill(f"coordinator-{size}@groups.example")
    buying.place_by(coordinator, "Purchase order of an agency")

    assert re.match(r"TM-\w{8}", buying.order_number(coordinator))
    coordinator.sees("AGENCY10: 10 people from one agency")
    coordinator.fits()
