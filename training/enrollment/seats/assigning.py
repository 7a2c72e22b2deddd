"""Give seats to people, take them back, give them to others."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record
from core.codes import keyed_digest, secret
from people.accounts.models import User
from people.agencies.models import Agency
from people.agencies.services import vouch_for_member
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Account
from training.enrollment.seats.emails import send_invitation, send_taken_back
from training.enrollment.seats.errors import AlreadySeated, NoFreeSeat, SeatGone, SeatInUse
from training.enrollment.seats.ledger import lock_lots, move
from training.enrollment.seats.models import SeatAssignment, SeatLot
from training.enrollment.services import enroll, withdraw

State = SeatAssignment.State
ACCOUNTS = {Account.FREE: State.TAKEN_BACK, Account.REFUNDED: State.TAKEN_BACK, Account.EXPIRED: State.EXPIRED}


def token_digest(token: str) -> str:
    """Return what is stored of an invitation's secret."""
    return keyed_digest("training.seat", token)


@transaction.atomic
def assign_seat(
    *, agency: Agency, course: Course, email: str, actor: Any, name: str = "", due_on: date | None = None
) -> SeatAssignment:
    """Give a free seat to an address and mail its invitation; the seat that ends first is given first.

    The course's lots are locked, so of two coordinators who give the last seat one succeeds. Raises NoFreeSeat and
    AlreadySeated.
    """
    lots = lock_lots(SeatLot.objects.of(agency).filter(course=course).values_list("pk", flat=True))
    email = email.strip().lower()
    if SeatAssignment.objects.standing().filter(lot__in=lots, email=email).exists():
        raise AlreadySeated
    lot = _first_free(lots)
    if lot is None:
        raise NoFreeSeat
    token = secret()
    assignment = SeatAssignment.objects.create(
        lot=lot, name=name, email=email, due_on=due_on, token_digest=token_digest(token), invited_by=actor
    )
    move(
        lot=lot, source=Account.FREE, target=Account.ASSIGNED, assignment=assignment, reason=_("given to somebody"),
        actor=actor,
    )  # fmt: skip
    record(actor=actor, action="seat.assigned", obj=assignment, changes={"course": course.code})
    send_invitation(assignment, token)
    return assignment


def _first_free(lots: Sequence[SeatLot]) -> SeatLot | None:
    """Return the lot with a free seat whose time ends first; None if there is none."""
    today = timezone.localdate()
    usable = sorted((lot for lot in lots if lot.expires_on >= today), key=lambda lot: (lot.expires_on, lot.pk))
    return next((lot for lot in usable if lot.balance.free), None)


@transaction.atomic
def invite_again(*, assignment: SeatAssignment, actor: Any) -> None:
    """Mail a new link; the earlier one opens nothing any more. Raises SeatGone once it was answered."""
    locked = _locked(assignment)
    if locked.state != State.INVITED:
        raise SeatGone
    token = secret()
    locked.token_digest, locked.reminded_at = token_digest(token), timezone.now()
    locked.save(update_fields=["token_digest", "reminded_at"])
    record(actor=actor, action="seat.invited_again", obj=locked)
    send_invitation(locked, token)


@transaction.atomic
def correct_address(*, assignment: SeatAssignment, email: str, actor: Any) -> None:
    """Send an unanswered invitation to another address: the first was mistyped. Raises SeatGone and AlreadySeated."""
    locked = _locked(assignment)
    if locked.state != State.INVITED:
        raise SeatGone
    email = email.strip().lower()
    lots = SeatLot.objects.filter(agency=locked.lot.agency, course=locked.lot.course)
    if SeatAssignment.objects.standing().filter(lot__in=lots, email=email).exclude(pk=locked.pk).exists():
        raise AlreadySeated
    locked.email = email
    locked.save(update_fields=["email"])
    record(actor=actor, action="seat.address_corrected", obj=locked)
    invite_again(assignment=locked, actor=actor)


@transaction.atomic
def set_due(*, assignment: SeatAssignment, due_on: date | None, actor: Any) -> None:
    """Change until when the course should be done, or leave it open; reminders follow the new day. Raises SeatGone."""
    locked = _locked(assignment)
    if locked.state not in SeatAssignment.STANDING:
        raise SeatGone
    locked.due_on = due_on
    locked.save(update_fields=["due_on"])
    record(actor=actor, action="seat.due_changed", obj=locked, changes={"due_on": due_on})


def find_invitation(token: str) -> SeatAssignment | None:
    """Return the assignment that an unused link opens; None for any other."""
    rows = SeatAssignment.objects.invited().select_related("lot__agency", "lot__course", "lot__line__order")
    return rows.filter(token_digest=token_digest(token)).first()


@transaction.atomic
def accept_seat(*, token: str, user: User) -> Enrollment:
    """Enrol whoever opened the link and is signed in; it works once.

    The agency's coordinator vouches for the person: they become a member of the agency, which is what courses for
    agencies' staff ask for. A course for sworn or government people still asks for its clearance. Raises SeatGone,
    AlreadySeated if they are in the course by another seat, and `NotEnrolled`; the invitation stands then.
    """
    found = find_invitation(token)
    if found is None:
        raise SeatGone
    locked = _locked(found)
    if locked.token_digest != token_digest(token):
        raise SeatGone
    return take_seat(assignment=locked, user=user)


@transaction.atomic
def take_seat(*, assignment: SeatAssignment, user: User) -> Enrollment:
    """Enrol somebody in the seat that was given to them; the caller has proved that it is theirs.

    Raises what `accept_seat` raises.
    """
    locked = _locked(assignment)
    if locked.state != State.INVITED:
        raise SeatGone
    course = locked.lot.course
    if SeatAssignment.objects.standing().filter(lot__course=course, user=user, enrollment__completed_at=None).exists():
        raise AlreadySeated(_("You are in this course already. The seat stays free for a colleague."))
    if locked.lot.agency is not None:
        vouch_for_member(user=user, agency=locked.lot.agency, actor=locked.invited_by)
    return _begin(locked, user)


def _begin(assignment: SeatAssignment, user: User) -> Enrollment:
    enrollment = enroll(user=user, course=assignment.lot.course, actor=user)
    assignment.enrollment = enrollment
    assignment.user, assignment.answered_at, assignment.token_digest = user, timezone.now(), None
    assignment.move_to(State.ACCEPTED)
    assignment.save(update_fields=["enrollment", "user", "answered_at", "token_digest", "state"])
    record(actor=user, action="seat.accepted", obj=assignment)
    return enrollment


@transaction.atomic
def seat_buyer(*, lot: SeatLot) -> SeatAssignment:
    """Put the buyer of a place for one into it; the lot is locked. Raises `NotEnrolled`."""
    buyer = lot.buyer
    assignment = SeatAssignment.objects.create(lot=lot, name=buyer.name, email=buyer.email, invited_by=buyer)
    move(
        lot=lot, source=Account.FREE, target=Account.ASSIGNED, assignment=assignment, reason=_("own place"),
        actor=buyer,
    )  # fmt: skip
    _begin(assignment, buyer)
    return assignment


@transaction.atomic
def take_back(*, assignment: SeatAssignment, actor: Any, reason: str) -> None:
    """Take a seat back for somebody else; the learner's record stays theirs. Raises SeatInUse and SeatGone."""
    locked = _locked(assignment)
    if locked.state == State.USED:
        raise SeatInUse
    if locked.state not in (State.INVITED, State.ACCEPTED):
        raise SeatGone
    end_assignment(assignment=locked, lot=locked.lot, target=Account.FREE, reason=reason, actor=actor)


@transaction.atomic
def reassign(*, assignment: SeatAssignment, email: str, actor: Any, name: str = "") -> SeatAssignment:
    """Take a seat back and give it to another address, all or nothing; the due day goes with it.

    Raises what `take_back` and `assign_seat` raise.
    """
    agency = assignment.lot.agency
    if agency is None:
        raise SeatGone
    take_back(assignment=assignment, actor=actor, reason=_("given to somebody else"))
    return assign_seat(
        agency=agency, course=assignment.lot.course, email=email, name=name, due_on=assignment.due_on, actor=actor
    )


def end_assignment(*, assignment: SeatAssignment, lot: SeatLot, target: Account, reason: str, actor: Any) -> None:
    """Move a standing seat that is not used to `target` and end the work on it; the lot is locked."""
    assignment.move_to(ACCOUNTS[target])
    was_answered, assignment.ended_at, assignment.token_digest = assignment.answered_at, timezone.now(), None
    assignment.save(update_fields=["state", "ended_at", "token_digest"])
    move(
        lot=lot, source=Account.ASSIGNED, target=target, assignment=assignment, reason=reason[:200], actor=actor
    )  # fmt: skip
    if assignment.enrollment is not None and assignment.enrollment.completed_at is None:
        withdraw(enrollment=assignment.enrollment, actor=actor, reason=reason)
    record(actor=actor, action=f"seat.{assignment.state}", obj=assignment, reason=reason)
    if assignment.state == State.TAKEN_BACK and was_answered:
        send_taken_back(assignment)


@transaction.atomic
def use_seat(*, enrollment: Enrollment) -> bool:
    """Note that a quiz was passed on an enrolment's seat, if it has one; return whether that is new."""
    assignment = SeatAssignment.objects.filter(enrollment=enrollment, state=State.ACCEPTED).first()
    if assignment is None:
        return False
    locked = _locked(assignment)
    if locked.state != State.ACCEPTED:
        return False
    locked.move_to(State.USED)
    locked.save(update_fields=["state"])
    move(lot=locked.lot, source=Account.ASSIGNED, target=Account.USED, assignment=locked, reason=_("quiz passed"))
    return True


def _locked(assignment: SeatAssignment) -> SeatAssignment:
    """Lock the lot first, then read the assignment anew: everybody takes the locks in this order."""
    (lot,) = lock_lots([assignment.lot_id])
    locked = SeatAssignment.objects.select_related("user", "enrollment").get(pk=assignment.pk)
    locked.lot = lot
    return locked
