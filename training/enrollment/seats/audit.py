"""What must hold between seats, people and orders; `manage.py audit_ledger` asks."""

from collections import Counter
from collections.abc import Iterator

from billing.audit import register_check
from billing.orders.models import Order
from training.enrollment.seats.accounts import MOVES, Account
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement

STANDS_ON = {
    SeatAssignment.State.INVITED: "assigned",
    SeatAssignment.State.ACCEPTED: "assigned",
    SeatAssignment.State.USED: "used",
}


@register_check
def check_balances() -> Iterator[str]:
    """Each lot's accounts come to what its order line bought, and none is below zero."""
    balances = SeatLot.objects.balances()
    for lot in SeatLot.objects.select_related("line"):
        balance = balances[lot.pk]
        if balance.bought != lot.quantity or lot.quantity != lot.line.quantity:
            yield f"lot {lot.pk}: {balance.bought} seats on its accounts, {lot.line.quantity} bought"
        for name, count in vars(balance).items():
            if count < 0:
                yield f"lot {lot.pk}: {count} seats are {name}"


@register_check
def check_assignments() -> Iterator[str]:
    """As many seats are assigned and used as people hold."""
    held: Counter[tuple[int, str]] = Counter(
        (lot, STANDS_ON[SeatAssignment.State(state)])
        for lot, state in SeatAssignment.objects.standing().values_list("lot", "state")
    )
    for lot, balance in SeatLot.objects.balances().items():
        for account in ("assigned", "used"):
            if getattr(balance, account) != held[lot, account]:
                yield f"lot {lot}: {getattr(balance, account)} seats are {account}, people hold {held[lot, account]}"


@register_check
def check_movements() -> Iterator[str]:
    """Every movement is one that the chart of accounts has."""
    for movement in SeatMovement.objects.all():
        if movement.target not in MOVES[Account(movement.source)]:
            yield f"movement {movement.pk}: {movement.source} -> {movement.target} is not allowed"


@register_check
def check_orders() -> Iterator[str]:
    """No seat of an ended order is free or pending; an order whose seller has not caught up yet is left out."""
    ended = SeatLot.objects.filter(line__order__state__in=[Order.State.CANCELLED, Order.State.EXPIRED])
    settled = ended.exclude(line__order__fulfilled_at=None, line__order__woken_at__isnull=False)
    for lot, balance in settled.balances().items():
        if balance.pending or balance.free:
            yield f"lot {lot}: its order has ended, but {balance.pending + balance.free} seats can be used"
