"""Invoices, receipts, credit notes and quotes: numbers, content, PDF."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils import timezone
from factories import billing as make
from pypdf import PdfReader

from billing.errors import AppendOnlyError, NothingToPayError
from billing.invoices.issuing import credit, issue_due_documents
from billing.invoices.issuing import make as make_pdf
from billing.invoices.models import Invoice
from billing.invoices.services import ensure_document, issue_invoice, request_quote
from billing.orders.inputs import BillTo
from billing.orders.services import cancel_order, reverse_lines
from billing.payments.services import book_payment
from billing.refunds.services import book_refund
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


def text_of(document):
    with document.file.content.open("rb") as handle:
        reader = PdfReader(io.BytesIO(handle.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pay(order, amount):
    return book_payment(
        order=order,
        amount=Decimal(amount),
        method="check",
        received_on=dt.date(2027, 5, 3),
        reference="1001",
        actor=None,
    )


def test_an_invoice_names_agency_po_number_terms_and_amounts():
    order = make.order(
        make.ticket("1095.00", quantity=3, discount=Decimal("95.00"), discount_reason="Group of three"),
        method="purchase_order",
        billing=BillTo(
            name="Zoë Ødegård",
            agency="署名机关",
            address="1 Main St\nDoha",
            country="QA",
            reference="PO-77",
            tax_id="T1",
        ),
    )

    invoice = ensure_document(order=order, kind="invoice")

    text = text_of(invoice)
    for part in (
        "INV-",
        order.number,
        "PO-77",
        "署名机关",
        "Zoë Ødegård",
        "Qatar",
        "Net 30 days",
        "$3,190.00",
        "Group of three",
    ):
        assert part in text
    assert invoice.due_on == timezone.localdate() + dt.timedelta(days=30)
    assert ensure_document(order=order, kind="invoice").pk == invoice.pk


def test_a_receipt_shows_what_was_paid_and_that_nothing_is_owed():
    order = make.order(method="check")
    pay(order, "1095.00")

    receipt = ensure_document(order=order, kind="receipt")

    assert receipt.number == f"REC-{timezone.localdate().year}-00001"
    assert "Balance $0.00" in text_of(receipt)


def test_an_unpaid_order_has_no_receipt():
    with pytest.raises(NothingToPayError):
        ensure_document(order=make.order(), kind="receipt")


def test_numbers_have_no_gap_when_an_issue_fails():
    numbers = []
    for _turn in range(3):
        order = make.order(method="check")
        numbers.append(issue_invoice(order=order).number)
        with pytest.raises(NothingToPayError):
            ensure_document(order=order, kind="receipt")

    year = timezone.localdate().year
    assert numbers == [f"INV-{year}-0000{n}" for n in (1, 2, 3)]


def test_taking_a_line_back_credits_the_invoice_once():
    order = make.order(make.ticket("100.00"), make.ticket("50.00"), method="purchase_order")
    invoice = issue_invoice(order=order)
    reverse_lines(order=order, lines=[order.lines.last()], reason="refused", actor=None)

    number = credit(order.pk)

    note = Invoice.objects.get(number=number)
    assert (note.credits, note.total, note.first_position, note.last_position) == (invoice, Decimal("-50.00"), 3, 3)
    assert credit(order.pk) == ""
    assert "−$50.00" in text_of(note)


def test_a_reversal_before_the_invoice_needs_no_credit_note():
    order = make.order(make.ticket("100.00"), make.ticket("50.00"), method="purchase_order")
    reverse_lines(order=order, lines=[order.lines.last()], reason="", actor=None)

    assert credit(order.pk) == ""
    assert issue_invoice(order=order).total == Decimal("100.00")


def test_a_cancelled_invoice_is_credited_wholly():
    order = make.order(method="purchase_order")
    issue_invoice(order=order)
    cancel_order(order=order, actor=None, reason="")

    credit(order.pk)

    assert [document.total for document in order.invoices.order_by("pk")] == [Decimal("1095.00"), Decimal("-1095.00")]


def test_documents_are_sent_to_a_billing_contact_who_is_not_the_buyer():
    order = make.order(method="purchase_order")

    issue_due_documents(order.pk)
    issue_due_documents(order.pk)

    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.attachments.count()) == ("ap@example.gov", 1)


def test_a_document_is_never_changed_or_deleted():
    document = issue_invoice(order=make.order(method="check"))

    document.total = Decimal(1)
    with pytest.raises(AppendOnlyError):
        document.save()
    with pytest.raises(AppendOnlyError):
        document.delete()


def test_a_quote_reserves_no_number_and_no_order():
    quote = request_quote(lines=[make.ticket("99.00", quantity=2)], billing=BillTo(), currency="usd", seller="tests")

    make_pdf(quote.pk)

    quote.refresh_from_db()
    assert (quote.total, quote.order, quote.number[:2]) == (Decimal("198.00"), None, "Q-")
    assert "reserves no places" in text_of(quote)


def test_a_refund_beyond_what_we_owe_is_credited_on_the_receipt():
    order = make.paid_by_check(make.order(make.ticket("100.00"), method="check"))
    receipt = ensure_document(order=order, kind="receipt")

    book_refund(order=order, amount=Decimal(30), method="check", paid_on=dt.date(2027, 1, 9), reference="9", actor=None)

    note = Invoice.objects.get(number=credit(order.pk))
    assert (note.credits, note.total) == (receipt, Decimal("-30.00"))
