"""What tasks do with documents: issue, make the PDF, send it, each outside a transaction of the caller."""

from datetime import timedelta

from django.utils import timezone

from billing.invoices import services
from billing.invoices.emails import mail_reminder, mail_to_billing_contact
from billing.invoices.models import Invoice
from billing.invoices.pdf import attach_pdf
from billing.orders.models import Order
from core.clock.schedule import periodic
from core.money import ZERO

State = Order.State
REMIND_EVERY = timedelta(days=14)
MOST_REMINDERS = 4


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


@periodic(every=timedelta(minutes=5))
def make_missing_pdfs() -> int:
    """Make the PDFs that a lost task left behind; return how many."""
    missing = Invoice.objects.filter(file=None).order_by("pk")[:50]
    return len([attach_pdf(document) for document in missing])


@periodic(every=timedelta(hours=6))
def remind_of_overdue_invoices() -> int:
    """Remind the billing contact the day after an invoice is due and every two weeks, four times; return how many.

    A promise is never cancelled for being late: after that a person calls.
    """
    today = timezone.localdate()
    overdue = Invoice.objects.filter(kind=Invoice.Kind.INVOICE, due_on__lt=today, order__state=State.AWAITING)
    reminded = 0
    for invoice in overdue.select_related("order", "file").order_by("pk").iterator(chunk_size=200):
        turn = (today - (invoice.due_on or today)).days // REMIND_EVERY.days
        if invoice.order is not None and turn < MOST_REMINDERS and invoice.order.balance > ZERO:
            reminded += mail_reminder(invoice, order=invoice.order, turn=turn)
    return reminded
