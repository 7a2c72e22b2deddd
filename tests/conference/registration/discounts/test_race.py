"""Many buyers type the same code at once: it serves as often as it may; without the lock it serves too many."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from factories.conference import EditionFactory, TicketTypeFactory
from factories.discounts import code
from factories.registration import person, placed

from conference.edition.models import Edition
from conference.registration.discounts.models import DiscountUse
from conference.registration.discounts.reading import count_uses
from conference.registration.services import placing

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BUYERS, USES = 24, 5


def buy_with_code():
    """Let every buyer use the code at the same moment; its budget ends after five uses."""
    ticket = TicketTypeFactory(edition=EditionFactory(), vetting="manual")
    made = code(edition=ticket.edition, max_uses=8, budget=Decimal("69.50") * USES)
    start = Barrier(BUYERS)

    def buy(number):
        try:
            start.wait(timeout=30)
            placed(person(ticket), key=f"buyer-{number}", codes=["GIFT"])
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=BUYERS) as pool:
        list(pool.map(buy, range(BUYERS)))
    return made.rule


def test_a_budget_is_never_exceeded():
    rule = buy_with_code()

    number, amount = count_uses(rule.edition)[0][rule.pk]
    assert (number, amount) == (USES, rule.budget)


def test_without_the_lock_it_is(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    read = placing.read_offer

    def read_slowly(*args, **kwargs):
        offer = read(*args, **kwargs)
        time.sleep(0.5)
        return offer

    monkeypatch.setattr(placing, "read_offer", read_slowly)
    monkeypatch.setattr(placing, "lock_sales", lambda edition: Edition.objects.get(pk=edition.pk))
    if connection.vendor != "postgresql":
        monkeypatch.setattr("factories.registration.place_application", placing.place_application.__wrapped__)

    buy_with_code()

    assert DiscountUse.objects.count() > USES
