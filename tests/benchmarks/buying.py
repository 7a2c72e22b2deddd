"""Buyers who have filled in everything and stand before the button that places the order."""

import re
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.catalogue import TicketType

# One of the demo's verified agencies: its people are approved at once, as most are.
VERIFIED_DOMAIN = "portmeridian.example"


def browser(**environment: str) -> Client:
    """Return a client of this process that sends what a browser sends to `make serve`."""
    return Client(headers={"host": "localhost"}, SERVER_NAME="localhost", **environment)


class Buyer:
    """A guest with a browser of their own, one step before the order is placed."""

    def __init__(self, edition: Edition, *, people: int, number: int) -> None:
        # Each from another address, or the limit on new registrations would be what is measured.
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.client = browser(REMOTE_ADDR=address)
        self.number = number
        ticket = TicketType.objects.get(edition=edition, code="GOV")
        start = reverse("registration:choose", args=[edition.year])
        chosen = self.client.post(start, {f"ticket-{ticket.code}": people})
        draft = chosen["Location"].removesuffix("/people/").rpartition("/")[2]
        self.client.post(chosen["Location"], self._people(people))
        self.path = reverse("registration:review", args=[edition.year, draft])
        self._page = self.client.get(self.path).content.decode()

    def _people(self, count: int) -> dict[str, str]:
        fields: dict[str, str] = {}
        for place in range(count):
            fields |= {
                f"p{place}-name": f"Person {self.number}-{place}",
                f"p{place}-email": f"person-{self.number}-{place}@{VERIFIED_DOMAIN}",
                f"p{place}-agency": "Bench Agency",
                f"p{place}-country": "US",
                f"p{place}-proof": "work e-mail",
            }
        return fields

    def _hidden(self, name: str) -> str:
        field = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self._page)
        assert field is not None, f"the review page has no field {name}"
        return field[1]

    def order(self) -> dict[str, str]:
        """Return what the last page posts: on an invoice, since a card would add Stripe's call to what is measured."""
        return {
            "csrfmiddlewaretoken": self._hidden("csrfmiddlewaretoken"),
            "expected_total": self._hidden("expected_total"),
            "buyer_name": f"Buyer {self.number}",
            "buyer_email": f"buyer-{self.number}@bench.example",
            "method": Order.Method.BANK_TRANSFER,
            "billing_name": "Accounts payable",
            "billing_email": "accounts@bench.example",
            "billing_address": "1 Bench Street",
            "billing_country": "US",
            "consent_conduct": "on",
            "consent_confidentiality": "on",
        }

    def headers(self) -> dict[str, str]:
        """Return the browser's cookies as a request carries them."""
        return {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.client.cookies.items())}

    def body(self) -> bytes:
        """Return the order as a form body."""
        return urlencode(self.order()).encode()
