"""Issue quotes, invoices, receipts and credit notes; make and send their PDFs."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from billing.errors import NothingToPayError
from billing.invoices import snapshots
from billing.invoices.models import Invoice
from billing.invoices.numbering import next_number
from billing.invoices.pdf import attach_pdf
from billing.orders.inputs import BillTo, NewLine
from billing.orders.models import Order, OrderLine
from billing.orders.settlement import lock_order
from billing.terms.models import current_terms
from core.audit.services import record
from core.codes import human_code
from core.money import ZERO

Kind = Invoice.Kind
QUOTE_DAYS = 30


def ensure_document(*, order: Order, kind: str) -> Invoice:
    """Return the order's current invoice or receipt with its PDF, issued now if there is none. Called by tasks only.

    An invoice is issued for lines that stand on no document yet; a receipt for a paid order with its payments. Safe
    to call twice or from two tasks at once. Raises NothingToPayError if there is nothing to document.
    """
    issue = issue_receipt if kind == Kind.RECEIPT else issue_invoice
    document = issue(order=order)
    attach_pdf(document)
    return document


@transaction.atomic
def issue_invoice(*, order: Order) -> Invoice:
    """Return the last invoice, or a new one for lines that stand on no document yet, due by the terms of payment."""
    order = lock_order(order)
    fresh = _fresh_lines(order)
    # What was taken back belongs on a credit note, which a task of its own writes.
    if sum((line.gross for line in fresh), ZERO) <= ZERO:
        last = order.invoices.filter(kind=Kind.INVOICE).first()
        if last is None:
            raise NothingToPayError
        return last
    terms = current_terms()
    return _issue(
        order,
        kind=Kind.INVOICE,
        lines=fresh,
        fresh=fresh,
        due_on=timezone.localdate() + timedelta(days=terms.net_days),
        terms={"net_days": terms.net_days, "sentence": terms.late_sentence},
    )


@transaction.atomic
def issue_receipt(*, order: Order) -> Invoice:
    """Return the receipt of a paid order as its ledger stands, a new one if money has moved since the last."""
    order = lock_order(order)
    if order.state != Order.State.PAID:
        raise NothingToPayError
    lines = list(order.lines.order_by("position"))
    payments = snapshots.of_payments(order.transactions.order_by("pk"))
    last = order.invoices.filter(kind=Kind.RECEIPT).first()
    if last and last.payments == payments and last.last_position == lines[-1].position:
        return last
    return _issue(order, kind=Kind.RECEIPT, lines=lines, fresh=_fresh_lines(order), payments=payments)


@transaction.atomic
def issue_credit_note(*, order: Order) -> Invoice | None:
    """Credit what was taken back since the last document; None if no document names it or nothing was."""
    order = lock_order(order)
    credited = order.invoices.standing().exclude(kind__in=[Kind.CREDIT_NOTE, Kind.PRO_FORMA]).first()
    fresh = _fresh_lines(order)
    if credited is None or not fresh or sum((line.gross for line in fresh), ZERO) > ZERO:
        return None
    return _issue(order, kind=Kind.CREDIT_NOTE, lines=fresh, fresh=fresh, credits=credited)


def _fresh_lines(order: Order) -> list[OrderLine]:
    """The lines that stand on no document yet."""
    last = order.invoices.aggregate(last=Max("last_position"))["last"] or 0
    return list(order.lines.filter(position__gt=last).order_by("position"))


def _issue(
    order: Order,
    *,
    kind: str,
    lines: Sequence[OrderLine],
    fresh: Sequence[OrderLine],
    payments: snapshots.Snapshot | None = None,
    **fields: object,
) -> Invoice:
    rows = snapshots.of_lines(lines)
    document = Invoice.objects.create(
        kind=kind,
        number=next_number(kind, timezone.localdate().year),
        order=order,
        first_position=fresh[0].position if fresh else 0,
        last_position=lines[-1].position,
        currency=order.currency,
        language=order.language,
        lines=rows,
        payments=payments or [],
        bill_to=snapshots.of_bill_to(order),
        **snapshots.totals(rows),
        **fields,
    )
    record(
        actor=None,
        action=f"document.{kind}",
        obj=order,
        changes={"number": document.number, "total": document.total},
    )
    return document


@transaction.atomic
def request_quote(
    *, lines: Sequence[NewLine], billing: BillTo, currency: str, seller: str, language: str = "en"
) -> Invoice:
    """Write a quote for lines that nobody has bought; its PDF is made by a task. The page of it needs its id only."""
    # Tasks make what services write, so they import them: a circle otherwise.
    from billing.invoices.tasks import make_pdf

    rows = snapshots.of_new_lines(lines)
    quote = Invoice.objects.create(
        kind=Kind.QUOTE,
        number=f"Q-{human_code(8)}",
        currency=currency.upper(),
        language=language,
        lines=rows,
        bill_to=snapshots.of_quote(billing) | {"seller": seller},
        due_on=timezone.localdate() + timedelta(days=QUOTE_DAYS),
        **snapshots.totals(rows),
    )
    make_pdf.enqueue(quote.pk)
    return quote
