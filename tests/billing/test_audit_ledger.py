"""The audit of the books finds each kind of tampering and nothing in sound books."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from factories import billing as make

from billing.audit import find_errors, register_check
from billing.books import registry
from billing.invoices.issuing import credit, issue_due_documents
from billing.orders.services import reverse_lines
from billing.payments.services import book_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    """A purchase order, invoiced, in part credited, paid."""
    order = make.order(
        make.ticket("100.00", quantity=3, discount=Decimal(1)), make.ticket("9.99"), method="purchase_order"
    )
    issue_due_documents(order.pk)
    reverse_lines(
        order=order, lines=[order.lines.first()], quantities={order.lines.first().pk: 1}, reason="", actor=None
    )
    credit(order.pk)
    book_payment(
        order=order,
        amount=order.balance,
        method="check",
        received_on=dt.date(2027, 2, 1),
        reference="1",
        actor=None,
    )
    issue_due_documents(order.pk)
    order.refresh_from_db()
    return order


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_sound_books_are_found_in_order(order, capsys):
    call_command("audit_ledger")

    assert capsys.readouterr().out.strip() == "The books are in order."


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("UPDATE billing_orderline SET gross = gross + 1 WHERE position = 2", "line 2 says 10.99, it comes to 9.99"),
        ("UPDATE billing_orderline SET quantity = -4 WHERE position = 3", "line 1 was taken back 4 times of 3"),
        ("UPDATE billing_orderline SET position = 7 WHERE position = 3", "line 3 is missing"),
        ("UPDATE billing_transaction SET amount = amount - 1", "is paid but owes 1.00"),
        ("UPDATE billing_transaction SET currency = 'EUR'", "is in EUR"),
        ("UPDATE billing_order SET state = 'awaiting'", "is awaiting but owes nothing"),
        ("UPDATE billing_numberseries SET last = last + 1 WHERE series = 'CN'", "-00002 is missing"),
        ("UPDATE billing_invoice SET total = total + 1 WHERE kind = 'credit_note'", "its lines come to -99.67"),
        ("UPDATE billing_invoice SET first_position = 9 WHERE kind = 'credit_note'", "begins with line 9, not 3"),
        ("UPDATE billing_invoice SET kind = 'receipt' WHERE kind = 'credit_note'", "is a receipt"),
        ("UPDATE core_privatefile SET sha256 = 'x'", "was altered"),
        ("UPDATE core_auditentry SET reason = 'x' WHERE sequence = 2", "audit entry 2 was altered"),
    ],
)
def test_each_kind_of_tampering_is_named(order, sql, finding, capsys):
    run(sql)

    with pytest.raises(SystemExit) as stopped:
        call_command("audit_ledger")

    assert stopped.value.code == 1
    assert finding in capsys.readouterr().err


def test_a_file_that_is_gone_is_named(order):
    document = order.invoices.first()
    document.file.content.storage.delete(document.file.content.name)

    assert list(find_errors()) == [f"the file of document {document.number}.pdf is gone"]


def test_sellers_add_their_own_checks(monkeypatch):
    monkeypatch.setattr(registry, "_checks", [])
    register_check(lambda: ["edition 2027: 21 places sold of 20"])

    assert list(find_errors()) == ["edition 2027: 21 places sold of 20"]
