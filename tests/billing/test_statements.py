"""Statements of account: every charge and payment of an agency, adding up to what it owes."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from factories import billing as make
from factories.people import UserFactory
from pypdf import PdfReader

from billing.invoices.models import Invoice
from billing.invoices.reissuing import reissue_invoice
from billing.invoices.services import issue_credit_note, issue_invoice
from billing.orders.services import reverse_lines
from billing.statements.models import AccountStatement
from billing.statements.reading import read_account, read_balances
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
AGENCY = {"billing": make.BillTo(agency="=City of Example, Police"), "method": "purchase_order"}
NAME = AGENCY["billing"].agency


@pytest.fixture
def finance(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["finance"]))
    return client


def account(**fields):
    return read_account(**{"agency": NAME.upper(), "currency": "USD", "since": None, "until": dt.date(2030, 1, 1),
                           **fields})  # fmt: skip


def some_business():
    """Two people invoiced and reissued, one taken back; another order not invoiced; a part paid."""
    order = make.order(make.ticket(), make.ticket("500.00"), **AGENCY)
    newer = reissue_invoice(invoice=issue_invoice(order=order), billing=AGENCY["billing"], reason="", actor=None)
    reverse_lines(order=order, lines=[order.lines.first()], reason="", actor=None)
    issue_credit_note(order=order)
    other = make.order(make.ticket("70.00"), **AGENCY)
    make.booked(order, Decimal("200.00"))
    make.order(make.ticket("1.00"))
    return order, other, newer


def test_an_account_adds_up_to_what_its_orders_owe():
    order, other, newer = some_business()

    found = account()

    rows = {(entry.kind, entry.reference): entry.amount for entry in found.entries}
    assert rows == {
        ("invoice", newer.number): Decimal("1595.00"),
        ("credit_note", order.invoices.get(kind="credit_note").number): Decimal("-1095.00"),
        ("order", other.number): Decimal("70.00"),
        ("payment", "1001"): Decimal("-200.00"),
    }
    assert found.closing == order.balance + other.balance == Decimal("370.00")
    later = account(since=dt.date(2027, 1, 4))
    assert (later.opening, len(later.entries), later.closing) == (Decimal("570.00"), 1, Decimal("370.00"))


def test_what_is_overdue_and_not_allocated_is_told():
    order, _other, _newer = some_business()
    Invoice.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))
    make.deposit("10.00", payer=NAME)

    found = account()

    assert (found.overdue, found.unallocated) == (order.balance, Decimal("10.00"))
    (row,) = read_balances("police")
    assert (row.orders, row.open, row.overdue) == (2, Decimal("370.00"), order.balance)


def test_the_statement_is_made_as_an_accessible_pdf_and_as_a_table(finance, run_tasks):
    some_business()
    url = reverse("finance_accounts:one")

    assert finance.get(url, {"agency": NAME, "until": "2030-01-01"}).context["account"].closing == Decimal("370.00")
    assert finance.get(url).status_code == 422
    wrong = finance.post(url, {"agency": NAME, "since": "2027-02-02", "until": "2027-01-01"})
    assert wrong.status_code == 422
    assert finance.post(url, {"agency": NAME, "currency": "USD", "until": "2030-01-01"}).status_code == 302
    run_tasks()
    made = AccountStatement.objects.get()
    reader = PdfReader(io.BytesIO(b"".join(finance.get(reverse("finance_accounts:file", args=[made.public_id])))))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Closing balance $370.00" in text
    assert reader.root_object["/MarkInfo"]["/Marked"]

    export = reverse("finance_accounts:export") + f"?agency={NAME}&until=2030-01-01"
    assert finance.post(export, {"kind": "csv"}).status_code == 422
    table = finance.post(export, {"kind": "csv", "reason": "asked for"}).content.decode("utf-8-sig").splitlines()
    assert (len(table), table[-1].split(",")[5]) == (7, "370.00")
    assert AuditEntry.objects.get(action="account.exported").reason == "asked for"


def test_accounts_are_read_in_the_same_queries(finance, django_assert_num_queries):
    some_business()
    with django_assert_num_queries(5):
        account()
    some_business()
    some_business()
    with django_assert_num_queries(5):
        account()
    assert finance.get(reverse("finance_accounts:index")).context["page"].paginator.count == 1
    client = finance
    client.force_login(UserFactory(roles=["organizer"]))
    assert client.post(reverse("finance_accounts:export") + f"?agency={NAME}").status_code == 302
