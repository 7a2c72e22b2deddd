"""Set the terms; charge for lateness, by a person's word alone."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from billing.errors import NotOverdueError
from billing.invoices.models import Invoice
from billing.invoices.tasks import issue_documents
from billing.orders.inputs import NewLine
from billing.orders.models import Order, OrderLine
from billing.orders.services import add_lines
from billing.orders.settlement import lock_order
from billing.terms.models import PaymentTerms, current_terms
from core.audit.models import AuditEntry
from core.audit.services import record
from core.money import ZERO, round_money

CHARGED = "order.late_fee"


@transaction.atomic
def save_terms(*, terms: PaymentTerms, before: dict[str, Any], actor: Any) -> PaymentTerms:
    """Store the terms and record what changed; documents that are out keep the terms that they were issued under."""
    terms.pk = 1
    terms.save()
    changed = {name: [str(old), str(getattr(terms, name))] for name, old in before.items()}
    changes = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    record(actor=actor, action="payment_terms.changed", obj=terms, changes=changes)
    return terms


def late_days(order: Order) -> int | None:
    """Return how many days the order's oldest invoice is overdue; None if nothing is owed or due."""
    if order.state != Order.State.AWAITING or order.balance <= ZERO:
        return None
    standing = order.invoices.standing().filter(kind=Invoice.Kind.INVOICE, due_on__isnull=False)
    due = standing.order_by("due_on").values_list("due_on", flat=True).first()
    return (timezone.localdate() - due).days if due else None


def may_charge_late_fee(order: Order) -> bool:
    """Return whether the terms know a fee, the order is late enough, and none was charged."""
    terms, days = current_terms(), late_days(order)
    has_fee = terms.late_fee > ZERO or terms.late_fee_percent > ZERO
    late = days is not None and days >= max(terms.late_after_days, 1)
    return has_fee and late and not AuditEntry.objects.about(order).filter(action=CHARGED).exists()


@transaction.atomic
def charge_late_fee(*, order: Order, actor: Any) -> OrderLine:
    """Add the late fee of the terms to an order, once, as a line on an invoice of its own; raises NotOverdueError."""
    order = lock_order(order)
    if not may_charge_late_fee(order):
        raise NotOverdueError
    terms = current_terms()
    fee = round_money(terms.late_fee + order.balance * terms.late_fee_percent / 100)
    if fee <= ZERO:
        raise NotOverdueError
    with translation.override(order.language):
        line = NewLine(description=gettext("Fee for late payment"), unit_net=fee)
    (added,) = add_lines(order=order, lines=[line], actor=actor, reason="late")
    record(actor=actor, action=CHARGED, obj=order, changes={"amount": fee})
    issue_documents.enqueue(order.pk)
    return added
