"""Sixty-four buyers for the last twenty places: exactly twenty are sold, none fails; without the lock it oversells."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.conference import EditionFactory, TicketTypeFactory
from factories.registration import person, placed

from conference.edition.models import Edition
from conference.registration.capacity import SoldOut
from conference.registration.places import Registration
from conference.registration.services import placing

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BUYERS, PLACES = 64, 20


def sell(buyers=BUYERS):
    """Let the buyers buy at the same moment; return what happened to each."""
    ticket = TicketTypeFactory(edition=EditionFactory(capacity=PLACES), vetting="manual")
    start = Barrier(BUYERS)

    def buy(number):
        try:
            start.wait(timeout=30)
            placed(person(ticket), key=f"buyer-{number}")
        except SoldOut:
            return "sold out"
        finally:
            connection.close()
        return "sold"

    with ThreadPoolExecutor(max_workers=BUYERS) as pool:
        return list(pool.map(buy, range(buyers)))


def test_the_last_places_are_sold_once():
    outcomes = sell()

    assert (outcomes.count("sold"), outcomes.count("sold out")) == (PLACES, BUYERS - PLACES)
    assert Registration.objects.occupying().count() == PLACES


def test_without_the_lock_it_oversells(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    counted = placing.require_places

    def count_slowly(**wanted):
        counted(**wanted)
        time.sleep(0.5)

    monkeypatch.setattr(placing, "require_places", count_slowly)
    monkeypatch.setattr(placing, "lock_sales", lambda edition: Edition.objects.get(pk=edition.pk))
    if connection.vendor != "postgresql":
        monkeypatch.setattr("factories.registration.place_application", placing.place_application.__wrapped__)

    outcomes = sell()

    assert outcomes.count("sold") > PLACES
