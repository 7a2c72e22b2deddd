"""Move seats between accounts; always inside a transaction that has the lots locked."""

from collections.abc import Iterable
from typing import Any

from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import MOVES, Account
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement


class IllegalMovement(Exception):
    """The chart of accounts has no such move, or the account has not so many seats."""


def lock_lots(lots: Iterable[int]) -> list[SeatLot]:
    """Return lots read anew under their row locks, always in the order of their keys: nobody waits crosswise."""
    rows = SeatLot.objects.select_for_update(of=("self",)).select_related("course", "agency")
    return list(rows.filter(pk__in=list(lots)).order_by("pk"))


def hold_seat(enrollment: Enrollment) -> None:
    """Lock the lot of an enrolment's seat, if it has one.

    Whoever may end up using the seat calls this before locking the enrolment: everybody locks lot, enrolment, attempt
    in this order, so that nobody waits crosswise.
    """
    lock_lots(SeatAssignment.objects.filter(enrollment=enrollment).values_list("lot", flat=True))


def move(
    *,
    lot: SeatLot,
    source: Account,
    target: Account,
    reason: str,
    count: int = 1,
    assignment: SeatAssignment | None = None,
    actor: Any = None,
) -> SeatMovement:
    """Write one movement of a locked lot. Raises IllegalMovement."""
    if target not in MOVES[source]:
        raise IllegalMovement(f"lot {lot.pk}: {source} -> {target}")
    if source != Account.ISSUED and getattr(lot.balance, source.value) < count:
        raise IllegalMovement(f"lot {lot.pk}: fewer than {count} seats are {source}")
    return SeatMovement.objects.create(
        lot=lot,
        source=source,
        target=target,
        count=count,
        assignment=assignment,
        reason=reason,
        actor=actor if getattr(actor, "is_authenticated", False) else None,
    )
