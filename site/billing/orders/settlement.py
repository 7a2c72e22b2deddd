"""How money moves an order's state, and how sellers hear of it."""

import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.dispatch import Signal
from django.utils import timezone

from billing.orders.models import Order
from billing.signals import order_paid
from core.audit.services import record
from core.money import ZERO

logger = logging.getLogger(__name__)
State = Order.State


def lock_order(order: Order) -> Order:
    """Return the order read anew under a row lock; every service that counts its money starts so."""
    return Order.objects.select_for_update().get(pk=order.pk)


def save_state(order: Order, *, wake: bool = False) -> None:
    """Store the fields that states touch; `wake` puts the order into the seller's outbox."""
    if wake:
        order.woken_at, order.fulfilled_at = timezone.now(), None
    order.save(
        update_fields=[
            "state", "method", "hold_until", "paid_at", "ended_at", "late_paid_at", "woken_at", "fulfilled_at",
        ]
    )  # fmt: skip


def announce(signal: Signal, **arguments: Any) -> None:
    """Send a signal inside the transaction; a receiver that fails is logged and undone, the change itself stays.

    Nothing is lost by that: the order stays in the outbox and the sweep sends again.
    """
    if not signal.has_listeners(Order):
        return
    try:
        with transaction.atomic():
            outcomes = signal.send_robust(Order, **arguments)
    except DatabaseError:
        logger.exception("a receiver broke its savepoint")
        return
    for receiver, outcome in outcomes:
        if isinstance(outcome, Exception):
            logger.error("receiver %r failed", receiver, exc_info=outcome)


def settle(order: Order, *, actor: Any = None) -> None:
    """Bring the state of a locked, live order in line with its money.

    Nothing owed any more: paid, and the seller hears of it. Owing again, or a hold paid in part: confirmed, unpaid, so
    that no hold ends with money in it. An order of which every line was taken back is left alone: its seller cancels.
    """
    balance, before = order.balance, order.state
    if order.state in (State.HELD, State.AWAITING) and balance <= ZERO and _has_lines_left(order):
        order.move_to(State.PAID)
        save_state(order, wake=True)
        announce(order_paid, order=order, late=False)
    elif balance > ZERO and (order.state == State.PAID or (order.state == State.HELD and order.paid > ZERO)):
        order.move_to(State.AWAITING)
        save_state(order)
    if order.state != before:
        record(actor=actor, action=f"order.{order.state}", obj=order, changes={"state": [before, order.state]})


def _has_lines_left(order: Order) -> bool:
    left: int | None = order.lines.aggregate(left=Sum("quantity"))["left"]
    return bool(left)
