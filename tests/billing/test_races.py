"""Real threads: two refunds, two deliveries, two clicks, two tasks. On PostgreSQL with controls."""

import datetime as dt
import json
import threading
from decimal import Decimal

import pytest
from django.db import close_old_connections, connection
from factories import billing as make

from billing.errors import WrongAmountError
from billing.invoices import numbering
from billing.invoices.models import Invoice, NumberSeries
from billing.invoices.services import issue_invoice
from billing.orders.models import Order
from billing.orders.services import reverse_lines
from billing.payments.models import StripeEvent, Transaction
from billing.payments.services import start_checkout
from billing.payments.webhook import receive_event
from billing.refunds.models import Refund
from billing.refunds.services import request_refund

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite serialises all writers")


@pytest.fixture(autouse=True)
def _site():
    """The database was emptied by the race before."""
    from core import bootstrap

    bootstrap.ensure()


def at_once(*calls):
    """Run the calls in threads that start together; return results and errors in no order."""
    barrier, outcomes = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            outcomes.append(call())
        except Exception as error:  # noqa: BLE001 - the outcome is what the test looks at
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return outcomes


@pytest.fixture
def paid(fake_stripe):
    order = make.order(make.ticket("100.00"))
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(order.attempts.get().session_id)
    fake_stripe.deliver()
    return order


def refund(order, key):
    return lambda: request_refund(order=order, amount=Decimal("80.00"), reason="", actor=None, key=key)


def test_two_refunds_at_once_make_one(paid):
    outcomes = at_once(*[refund(paid, f"k{n}") for n in range(6)])

    assert Refund.objects.count() == 1
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["WrongAmountError"] * 5 + ["list"]


def without_row_locks(monkeypatch):
    """Take every row lock away."""
    from django.db.models import QuerySet

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *args, **kwargs: self)


@on_postgresql
def test_control_without_the_row_lock_two_refunds_make_more(paid, monkeypatch):
    without_row_locks(monkeypatch)
    # The audit chain would serialise them by its own unique numbers.
    monkeypatch.setattr("billing.refunds.services.record", lambda **fields: None)
    # Owed already, so that no line is written whose unique position would stop the second one by itself.
    reverse_lines(order=paid, lines=list(paid.lines.all()), reason="", actor=None)
    slow_down(monkeypatch, "billing.refunds.services._forgive")

    at_once(*[refund(paid, f"k{n}") for n in range(6)])

    assert Refund.objects.count() > 1


def slow_down(monkeypatch, name):
    """Let everybody read before anybody writes."""
    from importlib import import_module
    from time import sleep

    module, _dot, function = name.rpartition(".")
    original = getattr(import_module(module), function)

    def slow(*args, **kwargs):
        result = original(*args, **kwargs)
        sleep(0.3)
        return result

    monkeypatch.setattr(name, slow)


def test_one_event_delivered_six_times_at_once_is_booked_once(fake_stripe, sign):
    order = make.order()
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(order.attempts.get().session_id)
    (event,) = [e for e in fake_stripe.events() if e["type"] == "checkout.session.completed"]
    body = json.dumps(event)

    outcomes = at_once(*[lambda: receive_event(payload=body.encode(), signature=sign(body))] * 6)

    assert sorted(outcomes) == ["booked", *["repeated"] * 5]
    assert (Transaction.objects.count(), StripeEvent.objects.count()) == (1, 1)


def test_the_same_form_sent_six_times_at_once_places_one_order():
    outcomes = at_once(*[lambda: make.order(submission_key="same")] * 6)

    assert {order.pk for order in outcomes} == {Order.objects.get().pk}
    assert [order.just_placed for order in outcomes].count(True) == 1


def test_six_clicks_at_once_lead_to_one_page(fake_stripe):
    order = make.order()

    outcomes = at_once(*[lambda: start_checkout(order=order, **make.BACK)] * 6)

    assert set(outcomes) == {order.attempts.get().url}
    assert len(fake_stripe.sessions()) == 1


def test_numbers_given_at_once_have_no_gap_and_no_double():
    orders = [make.order(method="check") for _turn in range(8)]

    at_once(*[lambda order=order: issue_invoice(order=order) for order in orders])

    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert [int(number[-5:]) for number in numbers] == list(range(1, 9))


@on_postgresql
def test_control_numbers_read_without_a_lock_collide(monkeypatch):
    from time import sleep

    def unlocked(kind, year):
        series, _made = NumberSeries.objects.get_or_create(series=numbering.SERIES[Invoice.Kind(kind)], year=year)
        sleep(0.2)
        NumberSeries.objects.filter(pk=series.pk).update(last=series.last + 1)
        return f"{series.series}-{year}-{series.last + 1:05}"

    monkeypatch.setattr("billing.invoices.services.next_number", unlocked)
    NumberSeries.objects.create(series="INV", year=dt.date.today().year)  # noqa: DTZ011 - any year will do
    orders = [make.order(method="check") for _turn in range(4)]

    outcomes = at_once(*[lambda order=order: issue_invoice(order=order) for order in orders])

    assert any(isinstance(outcome, Exception) for outcome in outcomes)
    assert not any(isinstance(outcome, WrongAmountError) for outcome in outcomes)
