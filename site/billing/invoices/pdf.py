"""The PDF of a document: made from its snapshot, stored once."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.dateparse import parse_date
from django_countries import countries

from billing.invoices.models import Invoice
from billing.payments.models import Transaction
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.money import ZERO
from core.pdf import render_pdf


def attach_pdf(document: Invoice) -> PrivateFile:
    """Make and store a document's PDF unless it has one, and return the file. Called by tasks only, in no transaction.

    If two tasks make it at once, the first one's file stays.
    """
    if document.file is not None:
        return document.file
    with translation.override(document.language):
        content = render_pdf("billing/document", context(document))
    file = store_private(
        content, name=f"{document.number}.pdf", content_type="application/pdf", purpose=f"billing-{document.kind}"
    )
    with transaction.atomic():
        kept = Invoice.objects.select_for_update().get(pk=document.pk)
        if kept.file_id is None:
            kept.file = file
            kept.save(update_fields=["file"])
    if kept.file_id != file.pk:
        erase_private(file)
    document.file = kept.file
    assert document.file is not None  # noqa: S101 - just stored, by us or by the other task
    return document.file


def context(document: Invoice) -> dict[str, Any]:
    """Return what the template prints."""
    rows = [_row(line) for line in document.lines]
    payments = [_payment(entry) for entry in document.payments]
    paid = sum((entry["amount"] for entry in payments), ZERO)
    return {
        "document": document,
        "lines": rows,
        "payments": payments,
        "paid": paid,
        "balance": document.total - paid,
        "discounted": any(row["discount"] for row in rows),
        "taxed": any(row["tax"] for row in rows),
        "country": dict(countries).get(document.bill_to.get("country", ""), ""),
        "language": document.language,
        "sender": sender_address(),
    }


def sender_address() -> str:
    """Return the organization's address without its name, which stands above it."""
    name, address = settings.ORGANIZATION["name"], settings.ORGANIZATION["remit_address"]
    return address.removeprefix(name).lstrip()


def _row(line: dict[str, Any]) -> dict[str, Any]:
    amounts = {key: Decimal(line[key]) for key in ("unit_net", "discount", "tax_rate", "tax", "gross")}
    return {**line, **amounts}


def _payment(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": Transaction.Kind(entry["kind"]).label,
        "method": Transaction.Method(entry["method"]).label,
        "amount": Decimal(entry["amount"]),
        "received_on": parse_date(entry["received_on"]),
    }
