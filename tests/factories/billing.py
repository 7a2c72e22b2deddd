"""Orders as a seller places them, and what happens to them."""

import datetime as dt
import itertools
from decimal import Decimal

from billing.deposits.services import book_deposit
from billing.orders.inputs import BillTo, Buyer, NewLine
from billing.orders.services import place_order
from billing.payments.services import book_payment

BACK = {"return_url": "http://testserver/back/", "cancel_url": "http://testserver/back/"}
_keys = itertools.count(1)


def ticket(price="1095.00", **fields):
    """A line for one place."""
    return NewLine(**{"description": "Full conference", "unit_net": Decimal(price), **fields})


def order(*lines, method="card", **fields):
    """An order of one ticket by card, unless told otherwise."""
    values = {
        "lines": lines or [ticket()],
        "buyer": Buyer(name="Robin Example", email="robin@example.org"),
        "billing": BillTo(name="Accounts payable", agency="City of Example", email="ap@example.gov", country="US"),
        "currency": "USD",
        "method": method,
        "seller": "tests",
        "submission_key": f"key-{next(_keys)}",
        **fields,
    }
    return place_order(**values)


def booked(order, amount):
    """The order with a check number 1001 over an amount."""
    book_payment(
        order=order, amount=amount, method="check", received_on=dt.date(2027, 1, 4), reference="1001", actor=None
    )
    order.refresh_from_db()
    return order


def paid_by_check(order):
    """The order, its balance paid by check."""
    return booked(order, order.balance)


def deposit(amount="3285.00", **fields):
    """A check that arrived and is allocated to nothing yet."""
    values = {
        "amount": Decimal(amount),
        "currency": "USD",
        "method": "check",
        "payer": "City of Example",
        "reference": "4711",
        "received_on": dt.date(2027, 1, 4),
        "key": f"deposit-{next(_keys)}",
        "actor": None,
        **fields,
    }
    return book_deposit(**values)
