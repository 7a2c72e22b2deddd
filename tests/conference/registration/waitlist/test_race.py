"""The one freed place: offered to one, taken once, by however many at once; without the lock it is not."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.registration import person, placed
from factories.waitlist import full_ticket, wish

from conference.edition.models import Edition
from conference.registration.capacity import SoldOut, usage
from conference.registration.services import placing
from conference.registration.services.deciding import cancel_place
from conference.registration.waitlist.services import OfferGone, advance

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
BUYERS = 16


def take_together():
    """Offer one place, then let many use its link and as many try to buy at the same moment."""
    ticket, order = full_ticket()
    entry = wish(ticket)
    cancel_place(place=order.registrations.get(), actor=None, reason="test")
    advance(ticket.edition)
    start = Barrier(BUYERS)

    def buy(number):
        try:
            start.wait(timeout=30)
            placed(person(ticket), key=f"buyer-{number}", offer=entry.public_id if number % 2 else "")
        except (SoldOut, OfferGone):
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(max_workers=BUYERS) as pool:
        return sum(pool.map(buy, range(BUYERS))), usage(ticket.edition).edition


def test_an_offer_is_taken_once():
    assert take_together() == (1, 1)


def test_without_the_lock_it_is_taken_often(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    counted = placing.require_places

    def count_slowly(**wanted):
        counted(**wanted)
        time.sleep(0.5)

    monkeypatch.setattr(placing, "require_places", count_slowly)
    monkeypatch.setattr(placing, "lock_sales", lambda edition: Edition.objects.get(pk=edition.pk))
    if connection.vendor != "postgresql":
        monkeypatch.setattr("factories.registration.place_application", placing.place_application.__wrapped__)

    assert take_together()[1] > 1
