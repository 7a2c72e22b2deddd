"""Receive, approve and refuse purchase orders."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.errors import DecidedError, OrderClosedError, WrongFileError, WrongMethodError
from billing.orders.models import Order
from billing.orders.settlement import announce, lock_order, save_state
from billing.purchase_orders.models import PurchaseOrder
from billing.signals import purchase_order_approved
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import KINDS

State = PurchaseOrder.State


@transaction.atomic
def submit_purchase_order(*, order: Order, number: str, file: PrivateFile | None, actor: Any = None) -> PurchaseOrder:
    """Note the number and file that the agency has sent; without a file it stays announced.

    Raises WrongMethodError if the order is not paid by purchase order, OrderClosedError if it has ended,
    WrongFileError if the file is no PDF, JPEG or PNG, DecidedError if it was approved before.
    """
    order, purchase_order = _lock(order)
    if file is not None and file.content_type not in KINDS.values():
        raise WrongFileError
    if State.SUBMITTED not in PurchaseOrder.MOVES[purchase_order.state]:
        raise DecidedError
    purchase_order.number = number
    if file is not None:
        purchase_order.file, purchase_order.submitted_at = file, timezone.now()
        purchase_order.state = State.SUBMITTED
    purchase_order.save()
    record(actor=actor, action="purchase_order.submitted", obj=order, changes={"file": file is not None})
    return purchase_order


@transaction.atomic
def approve_purchase_order(*, order: Order, actor: Any) -> PurchaseOrder:
    """Accept the promise: what waits for money or an approved purchase order may go out. Sends its signal."""
    order, purchase_order = _decide(order, State.APPROVED, actor)
    save_state(order, wake=True)
    announce(purchase_order_approved, order=order)
    return purchase_order


@transaction.atomic
def refuse_purchase_order(*, order: Order, reason: str, actor: Any) -> PurchaseOrder:
    """Say that this purchase order will not do; the order stays, and a better one may be sent."""
    _order, purchase_order = _decide(order, State.REFUSED, actor, reason)
    return purchase_order


def _decide(order: Order, state: str, actor: Any, reason: str = "") -> tuple[Order, PurchaseOrder]:
    order, purchase_order = _lock(order)
    if state not in PurchaseOrder.MOVES[purchase_order.state]:
        raise DecidedError
    before, purchase_order.state = purchase_order.state, state
    purchase_order.decided_by, purchase_order.decided_at = actor, timezone.now()
    purchase_order.save()
    record(
        actor=actor,
        action=f"purchase_order.{state}",
        obj=order,
        reason=reason,
        changes={"state": [before, state]},
    )
    return order, purchase_order


def _lock(order: Order) -> tuple[Order, PurchaseOrder]:
    order = lock_order(order)
    if not order.is_live:
        raise OrderClosedError(order.number)
    purchase_order = PurchaseOrder.objects.filter(order=order).first()
    if purchase_order is None:
        raise WrongMethodError
    return order, purchase_order
