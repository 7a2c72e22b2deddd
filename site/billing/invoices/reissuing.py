"""The same claim for somebody else, and the same figures before they are a claim."""

from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.errors import NothingToPayError, ReplacedError
from billing.invoices import snapshots
from billing.invoices.models import Invoice
from billing.invoices.numbering import next_number
from billing.invoices.tasks import make_pdf, send_document
from billing.orders.inputs import BillTo
from billing.orders.models import Order
from billing.orders.settlement import lock_order
from core.audit.services import record
from core.codes import human_code
from core.money import ZERO


@transaction.atomic
def reissue_invoice(*, invoice: Invoice, billing: BillTo, reason: str, actor: Any) -> Invoice:
    """Issue an invoice anew to another addressee, with a number of its own; the old one stays, marked replaced.

    Lines, amounts, due date and terms are the old one's. The order's later documents go to the new addressee too.
    Raises ReplacedError if another one stands for it already, or it is no invoice.
    """
    if invoice.order is None or invoice.kind != Invoice.Kind.INVOICE:
        raise ReplacedError
    order = lock_order(invoice.order)
    if Invoice.objects.filter(replaces=invoice).exists():
        raise ReplacedError
    _address(order, billing)
    newer = Invoice.objects.create(
        kind=invoice.kind,
        number=next_number(invoice.kind, timezone.localdate().year),
        order=order,
        replaces=invoice,
        last_position=invoice.last_position,
        due_on=invoice.due_on,
        currency=invoice.currency,
        language=order.language,
        net=invoice.net,
        tax=invoice.tax,
        total=invoice.total,
        lines=invoice.lines,
        terms=invoice.terms,
        bill_to=snapshots.of_bill_to(order),
    )
    changes = {"number": newer.number, "replaces": invoice.number, "total": newer.total}
    record(actor=actor, action="document.reissued", obj=order, reason=reason, changes=changes)
    send_document.enqueue(newer.pk)
    return newer


def _address(order: Order, billing: BillTo) -> None:
    cleaned = replace(billing, email=billing.email.strip().lower())
    for name, value in asdict(cleaned).items():
        setattr(order, f"billing_{name}", value)
    order.save(update_fields=[f"billing_{name}" for name in asdict(cleaned)])


@transaction.atomic
def issue_pro_forma(*, order: Order, actor: Any) -> Invoice:
    """Write what an order's invoice says, or will say, as a pro-forma one: no claim and no number of a series.

    Raises NothingToPayError if nothing is owed.
    """
    order = lock_order(order)
    if not order.is_live or order.balance <= ZERO:
        raise NothingToPayError
    rows = snapshots.of_lines(order.lines.order_by("position"))
    document = Invoice.objects.create(
        kind=Invoice.Kind.PRO_FORMA,
        number=f"PF-{human_code(8)}",
        order=order,
        currency=order.currency,
        language=order.language,
        lines=rows,
        bill_to=snapshots.of_bill_to(order),
        **snapshots.totals(rows),
    )
    record(actor=actor, action="document.pro_forma", obj=order, changes={"number": document.number})
    make_pdf.enqueue(document.pk)
    return document
