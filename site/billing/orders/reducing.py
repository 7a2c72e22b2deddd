"""Let an order cost less without taking a whole line back."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.errors import OrderClosedError, WrongAmountError
from billing.invoices.tasks import issue_credit_note
from billing.orders.inputs import NewLine
from billing.orders.lines import append_lines
from billing.orders.models import Order, OrderLine
from billing.orders.settlement import lock_order, settle
from core.audit.services import record
from core.money import ZERO


@transaction.atomic
def reduce_order(*, order: Order, amount: Decimal, description: str, reason: str, actor: Any) -> OrderLine:
    """Lower a live order by an amount with a line of its own, and return that line; a credit note follows.

    Nothing is paid back by this: see `pay_back`. Raises OrderClosedError, and WrongAmountError unless the amount is
    positive and at most what the order costs.
    """
    order = lock_order(order)
    if not order.is_live:
        raise OrderClosedError(order.number)
    if not ZERO < amount <= order.total:
        raise WrongAmountError(amount)
    (line,) = append_lines(order, [NewLine(description=description, unit_net=-amount)])
    record(actor=actor, action="order.reduced", obj=order, reason=reason, changes={"amount": amount})
    issue_credit_note.enqueue(order.pk)
    settle(order, actor=actor)
    return line
