"""What staff do in the admin: find, decide, book, refund."""

import re
from urllib.parse import urlencode

from journeys.browsing import Visitor

from home.demo.people import PASSWORD


def enter(visitor: Visitor, login: str) -> None:
    """Sign in to the admin as one of the demo's people."""
    visitor.sign_in(f"{login}@demo.example", PASSWORD, then="/admin/")


def open_place(visitor: Visitor, name: str, *, order: str) -> None:
    """Find a registration by its order and open it."""
    visitor.open(f"/admin/conference/registrations/?{urlencode({'q': order})}")
    visitor.page.get_by_role("link", name=name, exact=True).first.click()
    visitor.page.wait_for_url(re.compile(r"/admin/conference/registrations/\d+/$"))


def open_order(visitor: Visitor, number: str) -> None:
    """Find an order and open it."""
    visitor.open(f"/admin/finance/orders/?{urlencode({'q': number})}")
    visitor.page.get_by_role("link", name=number).first.click()
    visitor.page.wait_for_url(re.compile(r"/admin/finance/orders/\d+/$"))


def act(visitor: Visitor, action: str, **values: str) -> None:
    """Choose an act on the page, fill its form in, and do it; the answer is said in words."""
    page = visitor.page
    page.get_by_role("main").get_by_role("link", name=action, exact=True).click()
    for name, value in values.items():
        box = page.locator(f"form [name={name}]")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    page.get_by_role("main").get_by_role("button", name=action, exact=True).click()
    page.locator(".messages .success").wait_for()
