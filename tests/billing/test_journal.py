"""The journal: two equal sides, posted once, to the cent what the books say."""

from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories import billing as make
from factories.people import UserFactory

from billing.audit import find_errors
from billing.deposits.services import allocate, return_deposit
from billing.journal.models import JournalEntry, JournalLine
from billing.journal.services import post_journal
from billing.orders.models import Order
from billing.orders.services import cancel_order, expire_order, reinstate_order, reverse_lines
from billing.payments.ledger import book
from billing.reconciliation.models import StripeMovement
from billing.refunds.services import book_refund
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def accounts():
    """What each account comes to: debits less credits."""
    sums = defaultdict(Decimal)
    for account, debit, credit in JournalLine.objects.values_list("account", "debit", "credit"):
        sums[account] += debit - credit
    return {account: amount for account, amount in sums.items() if amount}


def test_an_order_its_tax_a_check_a_credit_note_and_a_refund_are_posted_once():
    order = make.order(make.ticket("100.00", tax_rate=Decimal("8.875")), make.ticket("50.00"), method="check")
    assert post_journal() == 2
    assert accounts() == {"1100": Decimal("158.88"), "4000:other": Decimal("-150.00"), "2200": Decimal("-8.88")}

    make.paid_by_check(order)
    reverse_lines(order=order, lines=[order.lines.get(position=2)], reason="", actor=None)
    book_refund(order=order, amount=Decimal(50), method="check", paid_on=timezone.localdate(), reference="9",
                actor=None)  # fmt: skip
    assert post_journal() == 3
    assert post_journal() == 0

    assert accounts() == {
        "1000": Decimal("108.88"), "4000:other": Decimal("-150.00"), "4900:other": Decimal("50.00"),
        "2200": Decimal("-8.88"),
    }  # fmt: skip
    refunds = JournalLine.objects.filter(account="2300").aggregate(debit=Sum("debit"), credit=Sum("credit"))
    assert refunds == {"debit": Decimal(50), "credit": Decimal(50)}
    assert list(find_errors()) == []


def test_a_deposit_stands_apart_until_it_is_allocated_and_fees_and_payouts_move_stripes_balance():
    order, check = make.order(method="check"), make.deposit("1100.00")
    allocate(deposit=check, amounts={order.pk: Decimal("1095.00")}, actor=None)
    return_deposit(deposit=check, amount=Decimal("1.00"), reason="", key="r", actor=None)
    for number, (kind, amount, fee) in enumerate([("charge", 100, 3), ("payout", -90, 0), ("stripe_fee", -2, 0)]):
        StripeMovement.objects.create(stripe_id=f"txn_{number}", type=kind, amount=amount, fee=fee, net=amount - fee,
                                      currency="USD", happened_at=timezone.now())  # fmt: skip

    post_journal()

    assert accounts() == {
        "1000": Decimal("1189.00"), "1010": Decimal("-95.00"), "2100": Decimal("-4.00"), "5000": Decimal("5.00"),
        "4000:other": Decimal("-1095.00"),
    }  # fmt: skip
    assert list(find_errors()) == []


def test_a_hold_is_no_revenue_and_what_ends_unpaid_is_taken_out_until_it_is_taken_up_again():
    order = make.order()
    assert post_journal() == 0

    Order.objects.filter(pk=order.pk).update(hold_until=timezone.now())
    expire_order(order=order)
    order.refresh_from_db()
    book(order, kind="payment", method="card", amount=order.total, provider_ref="pi_1")
    post_journal()
    assert accounts() == {"1010": Decimal("1095.00"), "1100": Decimal("-1095.00")}

    reinstate_order(order=order)
    post_journal()
    assert accounts() == {"1010": Decimal("1095.00"), "4000:other": Decimal("-1095.00")}
    cancel_order(order=Order.objects.get(), actor=None, reason="", refund=Decimal("95.00"))
    post_journal()
    assert list(find_errors()) == []


def test_the_audit_sees_an_entry_that_was_altered_or_removed():
    make.paid_by_check(make.order(method="check"))
    post_journal()
    table = JournalLine._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET debit = debit + 1 WHERE account = '1000'")  # noqa: S608
    assert len(list(find_errors())) == 2
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        cursor.execute(f"DELETE FROM {JournalEntry._meta.db_table} WHERE number = 1")  # noqa: S608
    told = " ".join(find_errors())
    assert "journal entry 1 is missing" in told
    assert "journal entry 2 has no lines" in told


@pytest.fixture
def finance(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["finance"]))
    return client


def test_the_journal_is_read_and_exported_with_a_reason_and_formulas_are_harmless(finance):
    make.order(make.ticket("10.00", description="=HYPERLINK(1)"), method="check")
    make.booked(make.order(make.ticket("5.00"), method="check"), Decimal("5.00"))
    url = reverse("finance_journal:export")

    assert finance.post(url, {"kind": "csv"}).status_code == 422
    table = finance.post(url, {"kind": "csv", "reason": "year's end"}).content.decode("utf-8-sig").splitlines()

    assert len(table) == 7
    assert any("'=HYPERLINK(1)" in row for row in table)
    assert AuditEntry.objects.get(action="journal.exported").changes["rows"] == 6
    documents = finance.post(reverse("finance_invoices:export"), {"kind": "csv", "reason": "year's end"})
    assert documents.content.decode("utf-8-sig").startswith("number,kind,order")
    listed = finance.get(reverse("finance_journal:index"), {"account": "1000"})
    assert [row.debit for row in listed.context["object_list"]] == [Decimal("5.00")]
    finance.force_login(UserFactory(roles=["organizer"]))
    assert finance.post(url, {"kind": "csv", "reason": "curious"}).status_code == 302


def test_the_journal_takes_the_same_queries_for_one_and_three(finance, django_assert_num_queries):
    url = reverse("finance_journal:index")
    post_journal()
    make.order(method="check")
    with CaptureQueriesContext(connection) as posted:
        post_journal()
    # The log is emptied by the next request.
    posting = len(posted)
    finance.get(url)
    with CaptureQueriesContext(connection) as one:
        finance.get(url)
    for _more in range(3):
        make.order(method="check")
    with django_assert_num_queries(posting):
        post_journal()
    with django_assert_num_queries(len(one)):
        finance.get(url)
