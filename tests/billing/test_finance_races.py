"""Two finance people at once: on a deposit, a match, a correction, the journal. On PostgreSQL with a control."""

import threading
from decimal import Decimal

import pytest
from django.db import close_old_connections, connection
from factories import billing as make

from billing.audit import find_errors
from billing.bank.models import BankLine, BankStatement
from billing.bank.services import confirm_match
from billing.deposits.models import Deposit
from billing.deposits.services import allocate
from billing.journal.models import JournalEntry
from billing.journal.services import post_journal
from billing.payments.models import Transaction
from billing.payments.services import correct_payment

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite serialises all writers")


@pytest.fixture(autouse=True)
def _site():
    """The database was emptied by the race before."""
    from core import bootstrap

    bootstrap.ensure()


def at_once(*calls):
    """Run the calls in threads that start together; return the names of what came out, sorted."""
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
    return sorted(type(outcome).__name__ for outcome in outcomes)


def allocations(check, orders):
    return [
        lambda order=order: allocate(deposit=check, amounts={order.pk: Decimal("80.00")}, actor=None)
        for order in orders
    ]


def test_a_deposit_is_not_allocated_twice_by_two_people():
    check = make.deposit("100.00")
    orders = [make.order(make.ticket("80.00"), method="check") for _each in range(4)]

    assert at_once(*allocations(check, orders)) == ["NotEnoughLeftError"] * 3 + ["list"]
    assert (check.rest, Transaction.objects.count()) == (Decimal("20.00"), 1)
    assert list(find_errors()) == []


@on_postgresql
def test_control_without_the_row_lock_a_deposit_is_allocated_twice(monkeypatch):
    from django.db.models import QuerySet

    check = make.deposit("100.00")
    orders = [make.order(make.ticket("80.00"), method="check") for _each in range(4)]
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *args, **kwargs: self)
    # The audit chain would serialise them by its own unique numbers.
    for module in ("billing.payments.ledger", "billing.orders.settlement"):
        monkeypatch.setattr(f"{module}.record", lambda **fields: None)
    # All have read what is left before one of them writes.
    gate = threading.Barrier(4)
    rest = Deposit.rest.fget

    def read(deposit):
        left = rest(deposit)
        gate.wait(timeout=20)
        return left

    monkeypatch.setattr(Deposit, "rest", property(read))

    assert at_once(*allocations(check, orders)) == ["list"] * 4
    monkeypatch.undo()
    assert Deposit.objects.get().rest < 0


def test_a_match_a_correction_and_the_journal_happen_once():
    order = make.order(method="check")
    statement = BankStatement.objects.create(digest="d", name="bank.csv")
    line = BankLine.objects.create(statement=statement, row=1, booked_on="2027-02-03", amount=Decimal("1095.00"),
                                   currency="USD", fingerprint="f")  # fmt: skip

    confirmed = at_once(*[lambda: confirm_match(line=line, orders=[order.pk], actor=None)] * 3)
    entry = order.transactions.get()
    corrected = at_once(*[lambda: correct_payment(entry=entry, reason="", actor=None)] * 3)
    at_once(*[post_journal] * 3)

    assert confirmed == ["DecidedError"] * 2 + ["Deposit"]
    assert corrected == ["Transaction"] + ["WrongAmountError"] * 2
    assert JournalEntry.objects.count() == 4
    assert list(find_errors()) == []
