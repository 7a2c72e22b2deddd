"""The PDF of a statement of account, from its snapshot."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from billing.invoices.models import Invoice
from billing.invoices.pdf import sender_address
from billing.payments.models import Transaction
from billing.statements.models import AccountStatement
from core.clock.schedule import periodic
from core.files.services import erase_private, store_private
from core.pdf import render_pdf

LABELS: dict[str, Any] = {**dict(Invoice.Kind.choices), **dict(Transaction.Kind.choices)}


def context(statement: AccountStatement) -> dict[str, Any]:
    """Return what the template prints, with the balance after each row."""
    content = statement.content
    balance = Decimal(content["opening"])
    rows = []
    for entry in content["entries"]:
        amount = Decimal(entry["amount"])
        balance += amount
        kind = LABELS.get(entry["kind"], entry["kind"])
        rows.append({**entry, "kind": kind, "amount": amount, "balance": balance, "day": parse_date(entry["day"]),
                     "due_on": parse_date(entry["due_on"]) if entry["due_on"] else None})  # fmt: skip
    amounts = {name: Decimal(content[name]) for name in ("opening", "closing", "overdue", "unallocated")}
    return {"statement": statement, "rows": rows, "language": "en", "sender": sender_address(), **amounts}


def attach(statement_id: int) -> str:
    """Make and store the PDF unless there is one; return the file's name. Called by tasks only, in no transaction."""
    statement = AccountStatement.objects.select_related("file").get(pk=statement_id)
    if statement.file is not None:
        return statement.file.name
    name = f"statement-{statement.until}.pdf"
    content = render_pdf("billing/statement", context(statement))
    file = store_private(content, name=name, content_type="application/pdf", purpose="account-statement")
    with transaction.atomic():
        kept = AccountStatement.objects.select_for_update().get(pk=statement_id)
        first = kept.file_id is None
        if first:
            kept.file = file
            kept.save(update_fields=["file"])
    if not first:
        erase_private(file)
    return name


@periodic(every=timedelta(minutes=10))
def make_missing_statements() -> int:
    """Make the PDFs that a lost task left behind; return how many."""
    late = AccountStatement.objects.filter(file=None, created_at__lt=timezone.now() - timedelta(minutes=2))
    return len([attach(key) for key in late.values_list("pk", flat=True)[:20]])
