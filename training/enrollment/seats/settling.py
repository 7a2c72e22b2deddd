"""Bring seats in line with the order they were bought with."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from billing.orders.models import Order
from billing.orders.services import reinstate_order
from core.audit.services import record
from training.enrollment.seats.accounts import Account
from training.enrollment.seats.assigning import end_assignment, seat_buyer
from training.enrollment.seats.errors import SeatError
from training.enrollment.seats.ledger import lock_lots, move
from training.enrollment.seats.models import SeatAssignment, SeatLot
from training.enrollment.services import NotEnrolled

ENDED = (Order.State.CANCELLED, Order.State.EXPIRED)


class NothingPending(SeatError):
    """No seat of the lot waits for money."""

    sentence = _("No seat of this lot waits for payment.")


def follow_order(order: Order) -> None:
    """Do what an order's change asks of its seats; harmless when it runs twice.

    Paid, or its purchase order approved: pending seats are free. Ended or taken back: as many seats as were taken back
    are refunded, pending ones first, then free ones, then those at work. What is used stays used: a quiz was passed.
    A payment that came late gets its seats again: there is no end of them.
    """
    if order.late_paid_at and order.state == Order.State.EXPIRED:
        _take_again(order)
        order.refresh_from_db()
    with transaction.atomic():
        for lot in lock_lots(_keys(order)):
            _refund(lot, _taken_back(lot, order))
            if order.is_covered:
                _free(lot, reason=_("paid") if order.state == Order.State.PAID else _("purchase order approved"))
            if order.is_covered and lot.agency_id is None:
                _seat(lot)


def _keys(order: Order) -> list[int]:
    return list(SeatLot.objects.filter(line__order=order).values_list("pk", flat=True))


def _taken_back(lot: SeatLot, order: Order) -> int:
    """Return how many of the lot's seats its order does not hold any more."""
    if order.state in ENDED:
        return lot.quantity
    return -sum(lot.line.reversals.values_list("quantity", flat=True))


def _free(lot: SeatLot, *, reason: str, actor: Any = None) -> int:
    count = lot.balance.pending
    if count:
        move(lot=lot, source=Account.PENDING, target=Account.FREE, count=count, reason=reason, actor=actor)
    return count


def _seat(lot: SeatLot) -> None:
    """Let somebody who bought a place for themselves begin; who cannot be enrolled any more keeps the free seat."""
    if lot.balance.free:
        try:
            with transaction.atomic():
                seat_buyer(lot=lot)
        except NotEnrolled as error:
            record(actor=None, action="seat.not_begun", obj=lot, reason=str(error))


def _refund(lot: SeatLot, wanted: int) -> None:
    """Refund seats of a locked lot until `wanted` of them are refunded, as far as they are not used or over."""
    left = wanted - lot.balance.refunded
    for account in (Account.PENDING, Account.FREE):
        count = min(left, getattr(lot.balance, account.value))
        if count > 0:
            move(lot=lot, source=account, target=Account.REFUNDED, count=count, reason=_("taken back from the order"))
            left -= count
    if left <= 0:
        return
    at_work = lot.assignments.filter(state__in=[SeatAssignment.State.INVITED, SeatAssignment.State.ACCEPTED])
    for assignment in at_work.order_by("-pk")[:left]:
        end_assignment(
            assignment=assignment, lot=lot, target=Account.REFUNDED, reason=_("taken back from the order"), actor=None
        )


@transaction.atomic
def _take_again(order: Order) -> None:
    for lot in lock_lots(_keys(order)):
        count = lot.balance.refunded
        if count:
            move(lot=lot, source=Account.REFUNDED, target=Account.PENDING, count=count, reason=_("paid late"))
    reinstate_order(order=order)


@transaction.atomic
def release_seats(*, lot: SeatLot, actor: Any, reason: str) -> int:
    """Let an agency use seats before their money is there, because finance says so; return how many.

    Raises NothingPending, also for an order that has ended.
    """
    (locked,) = lock_lots([lot.pk])
    if not locked.line.order.is_live or not locked.balance.pending:
        raise NothingPending
    count = _free(locked, reason=reason, actor=actor)
    record(actor=actor, action="seats.released", obj=locked, reason=reason, changes={"seats": count})
    return count
