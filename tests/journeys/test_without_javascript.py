"""Everything a buyer needs works without scripts."""

import pytest
from journeys import buying
from journeys.browsing import SIZES
from journeys.buying import Attendee

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("size", SIZES)
def test_registering_by_bank_transfer(visit, size):
    guest = visit(size, java_script_enabled=False)
    buying.begin(guest)
    buying.choose(guest, NON=1, DAY=1)
    guest.page.locator("[name=p1-days]").first.check()
    buying.describe(
        guest,
        Attendee("Nils Plain", f"nils-{size}@nordhavn.example"),
        Attendee("Nora Plain", f"nora-{size}@nordhavn.example"),
    )
    buying.place_by(guest, "Bank transfer, on an invoice")
    guest.sees("Write where the invoice goes.")
    buying.address_invoice(guest, email=f"ap-plain-{size}@nordhavn.example")

    guest.press("Place the order")

    assert buying.order_number(guest)
    guest.sees("The invoice says where to send the money.")
    buying.await_link(guest, "^Invoice ")
