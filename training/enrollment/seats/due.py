"""What time does to seats: reminders before the due day, seats that end, enrolments that run out."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.mail.services import was_queued
from training.enrollment.seats.accounts import Account
from training.enrollment.seats.assigning import end_assignment
from training.enrollment.seats.emails import send_reminder
from training.enrollment.seats.ledger import lock_lots, move
from training.enrollment.seats.models import SeatAssignment, SeatLot

# Days before the due day on which a learner is reminded; once more when it has passed.
STAGES = (14, 3, -1)
State = SeatAssignment.State


def remind_learners(today: date) -> int:
    """Write the reminders of a day and return how many; each stage once, and none to whoever is done.

    Who got the seat after a stage had passed is reminded by the stages that are left.
    """
    written = 0
    waiting = SeatAssignment.objects.filter(
        state__in=[State.ACCEPTED, State.USED],
        enrollment__completed_at=None,
        enrollment__withdrawn_at=None,
        due_on__isnull=False,
        due_on__lte=today + timedelta(days=max(STAGES)),
    ).select_related("user", "lot__course", "lot__agency")
    for assignment in waiting.iterator(chunk_size=500):
        stage = _stage(assignment, today)
        key = f"seat-{assignment.public_id}-{assignment.due_on}-{stage}"
        if stage is None or was_queued(key):
            continue
        send_reminder(assignment, key=key)
        written += 1
    return written


def _stage(assignment: SeatAssignment, today: date) -> int | None:
    """Return the last stage that the day has reached, None before the first."""
    if assignment.due_on is None:
        return None
    left = (assignment.due_on - today).days
    reached = [stage for stage in STAGES if left <= stage]
    return min(reached) if reached else None


def end_seats(today: date) -> int:
    """Expire the seats of lots whose time is over and of enrolments that ran out; return how many."""
    return sum(_end_lot(key, today) for key in _ripe(today))


def _ripe(today: date) -> list[int]:
    now = timezone.now()
    over = SeatLot.objects.past(today).filter(movements__target__in=[Account.FREE, Account.ASSIGNED])
    ran_out = SeatAssignment.objects.filter(
        state=State.ACCEPTED, enrollment__expires_at__lte=now, enrollment__completed_at=None
    )
    return sorted({*over.values_list("pk", flat=True), *ran_out.values_list("lot", flat=True)})


@transaction.atomic
def _end_lot(key: int, today: date) -> int:
    (lot,) = lock_lots([key])
    ended = 0
    is_over = lot.expires_on < today
    for assignment in lot.assignments.filter(state__in=[State.INVITED, State.ACCEPTED]).select_related("enrollment"):
        enrollment = assignment.enrollment
        ran_out = enrollment is not None and enrollment.completed_at is None and enrollment.expires_at <= timezone.now()
        if ran_out or (is_over and assignment.state == State.INVITED):
            end_assignment(
                assignment=assignment, lot=lot, target=Account.EXPIRED, reason=_("its time is over"), actor=None
            )
            ended += 1
    free = lot.balance.free if is_over else 0
    if free:
        move(lot=lot, source=Account.FREE, target=Account.EXPIRED, count=free, reason=_("its time is over"))
    return ended + free
