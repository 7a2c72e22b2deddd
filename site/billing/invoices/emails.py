"""Mails that carry a document."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.invoices.models import Invoice
from billing.orders.models import Order
from core.audit.services import record
from core.mail.models import OutboxMail
from core.mail.services import queue_mail
from core.money import format_money


def mail_document(document: Invoice, *, to: str, order: Order, unique_key: str = "") -> OutboxMail:
    """Send a document with its PDF to one address, in the order's language."""
    with translation.override(document.language):
        subject = _("%(kind)s %(number)s") % {
            "kind": document.get_kind_display().capitalize(),
            "number": document.number,
        }
        return queue_mail(
            kind=f"billing.{document.kind}",
            to=to,
            subject=subject,
            template="billing/document",
            context={"document": document, "order": order},
            attachments=[document.file] if document.file else [],
            unique_key=unique_key,
        )


def mail_to_billing_contact(document: Invoice) -> OutboxMail | None:
    """Send a document once to the billing contact; None if that is the buyer, whom the seller writes to."""
    order = document.order
    if order is None or (document.kind != Invoice.Kind.CREDIT_NOTE and order.billing_contact == order.buyer_email):
        return None
    return mail_document(document, to=order.billing_contact, order=order, unique_key=f"document-{document.pk}")


@transaction.atomic
def mail_reminder(invoice: Invoice, *, order: Order, day: int) -> bool:
    """Remind the billing contact of an unpaid invoice, once for each day of the terms; return whether it was now."""
    key = f"reminder-{invoice.pk}-{day}"
    if OutboxMail.objects.filter(unique_key=key).exists():
        return False
    with translation.override(order.language):
        queue_mail(
            kind="billing.reminder",
            to=order.billing_contact,
            subject=_("Reminder: invoice %(number)s") % {"number": invoice.number},
            template="billing/reminder",
            context={
                "document": invoice,
                "order": order,
                "balance": format_money(order.balance, order.currency),
                "late": invoice.due_on is not None and invoice.due_on < timezone.localdate(),
            },
            attachments=[invoice.file] if invoice.file else [],
            unique_key=key,
        )
    return True


@transaction.atomic
def resend_documents(*, order: Order, actor: Any) -> int:
    """Send every document of an order once more to its billing contact; return how many."""
    documents = list(order.invoices.exclude(file=None).select_related("file").order_by("pk"))
    for document in documents:
        mail_document(document, to=order.billing_contact, order=order)
    record(actor=actor, action="document.resent", obj=order, changes={"documents": [d.number for d in documents]})
    return len(documents)
