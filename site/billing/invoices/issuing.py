"""What tasks do with documents: issue, make the PDF, send it, each outside a transaction of the caller."""

from datetime import date, timedelta

from django.utils import timezone

from billing.invoices import services
from billing.invoices.emails import mail_document, mail_reminder, mail_to_billing_contact
from billing.invoices.models import Invoice
from billing.invoices.pdf import attach_pdf
from billing.orders.models import Order
from billing.terms.models import current_terms
from core.clock.schedule import periodic
from core.money import ZERO

State = Order.State


def issue_due_documents(order_id: int) -> list[str]:
    """Issue an invoice for an accepted promise and a receipt for a paid order; return the numbers."""
    order = Order.objects.get(pk=order_id)
    kinds = []
    if order.method in Order.PROMISES and order.state == State.AWAITING:
        kinds.append(Invoice.Kind.INVOICE)
    if order.state == State.PAID:
        kinds.append(Invoice.Kind.RECEIPT)
    documents = [services.ensure_document(order=order, kind=kind) for kind in kinds]
    for document in documents:
        mail_to_billing_contact(document)
    return [document.number for document in documents]


def credit(order_id: int) -> str:
    """Issue and send a credit note for what was taken back; return its number, or nothing if none is due."""
    note = services.issue_credit_note(order=Order.objects.get(pk=order_id))
    if note is None:
        return ""
    attach_pdf(note)
    mail_to_billing_contact(note)
    return note.number


def make(document_id: int) -> str:
    """Make the PDF of a document; return its number."""
    document = Invoice.objects.select_related("file").get(pk=document_id)
    attach_pdf(document)
    return document.number


def make_and_send(document_id: int) -> str:
    """Make the PDF of a document and send it once to its order's billing contact; return its number."""
    document = Invoice.objects.select_related("file", "order").get(pk=document_id)
    attach_pdf(document)
    if document.order is not None:
        key = f"document-{document.pk}"
        mail_document(document, to=document.order.billing_contact, order=document.order, unique_key=key)
    return document.number


@periodic(every=timedelta(minutes=5))
def make_missing_pdfs() -> int:
    """Make the PDFs that a lost task left behind; return how many."""
    missing = Invoice.objects.filter(file=None).order_by("pk")[:50]
    return len([attach_pdf(document) for document in missing])


@periodic(every=timedelta(hours=6))
def remind_of_unpaid_invoices() -> int:
    """Remind the billing contact on the days that the terms name (30, 45, 60 after the invoice); return how many.

    One mail for each day and invoice, none once nothing is owed; of several days missed only the last. A promise is
    never cancelled for being late: after that a person calls.
    """
    today = timezone.localdate()
    days = sorted(current_terms().reminder_days)
    invoices = Invoice.objects.standing().filter(
        kind=Invoice.Kind.INVOICE, due_on__isnull=False, order__state=State.AWAITING
    )
    reminded = 0
    for invoice in invoices.select_related("order", "file").order_by("pk").iterator(chunk_size=200):
        day = _reminder_day(invoice, days, today)
        if day is not None and invoice.order is not None and invoice.order.balance > ZERO:
            reminded += mail_reminder(invoice, order=invoice.order, day=day)
    return reminded


def _reminder_day(invoice: Invoice, days: list[int], today: date) -> int | None:
    """The last of the days that has come, counted from the first issue; a reissued one begins where it was sent."""
    begun = (invoice.due_on or today) - timedelta(days=invoice.terms.get("net_days", 30))
    sent = timezone.localdate(invoice.issued_at)
    come = [day for day in days if sent < begun + timedelta(days=day) <= today]
    return come[-1] if come else None
