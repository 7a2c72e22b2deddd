"""Seats, enrolments, lessons, attempts and movements of the year, in bulk: exactly what the services would leave."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils import timezone

from home.demo.agency_year.plan import End, Seat
from people.accounts.models import User
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Account
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.progress.models import LessonProgress
from training.quizzes.models import Attempt

State = SeatAssignment.State
STATES = {
    End.DONE: State.USED, End.WORKING: State.ACCEPTED, End.LATE: State.ACCEPTED, End.INVITED: State.INVITED,
    End.TAKEN_BACK: State.TAKEN_BACK, End.EXPIRED: State.EXPIRED,
}  # fmt: skip
# Where a seat goes after it was given, and why; what is not here stays assigned.
GOES = {
    End.DONE: (Account.USED, "quiz passed"),
    End.TAKEN_BACK: (Account.FREE, "not needed"),
    End.EXPIRED: (Account.EXPIRED, "its time is over"),
}
BATCH = 1000


def write_seats(*, lots: dict[int, SeatLot], officers: list[User], seats: list[Seat], actor: User) -> None:
    """Write all seats with what was learned on them, and every movement in the order of time."""
    enrollments = _enroll(lots, officers, seats)
    assignments = SeatAssignment.objects.bulk_create(
        (
            _assignment(lots[seat.course], officers[seat.officer], seat, enrollments.get((seat.officer, seat.course)))
            for seat in seats
        ),
        batch_size=BATCH,
    )
    given = list(zip(seats, assignments, strict=True))
    rows = sorted(
        (row for seat, item in given for row in _movements(seat, item, actor)), key=lambda row: row.created_at
    )
    SeatMovement.objects.bulk_create(rows, batch_size=BATCH)
    pairs = [(seat, enrollments[seat.officer, seat.course]) for seat in seats if _began(seat)]
    LessonProgress.objects.bulk_create((row for seat, own in pairs for row in _lessons(seat, own)), batch_size=BATCH)
    Attempt.objects.bulk_create((row for seat, own in pairs for row in _attempts(seat, own)), batch_size=BATCH)


def _began(seat: Seat) -> bool:
    return seat.end in (End.DONE, End.WORKING, End.LATE, End.EXPIRED)


def _enroll(lots: dict[int, SeatLot], officers: list[User], seats: list[Seat]) -> dict[tuple[int, int], Enrollment]:
    """Enrol everybody who has answered, on the day of the seat; return the enrolments by officer and course."""
    began = [seat for seat in seats if _began(seat)]
    rows = Enrollment.objects.bulk_create(
        (_enrollment(lots[seat.course], officers[seat.officer], seat) for seat in began), batch_size=BATCH
    )
    for seat, row in zip(began, rows, strict=True):
        row.enrolled_at = seat.given
    Enrollment.objects.bulk_update(rows, ["enrolled_at"], batch_size=BATCH)
    return {(seat.officer, seat.course): row for seat, row in zip(began, rows, strict=True)}


def _enrollment(lot: SeatLot, user: User, seat: Seat) -> Enrollment:
    return Enrollment(
        user=user, course=lot.course, version=lot.course.current, enrolled_by=user,
        expires_at=seat.ended if seat.end == End.EXPIRED else seat.given + timedelta(days=lot.course.valid_days),
        completed_at=seat.ended if seat.end == End.DONE else None,
        withdrawn_at=seat.ended if seat.end == End.EXPIRED else None,
    )  # fmt: skip


def _assignment(lot: SeatLot, user: User, seat: Seat, enrollment: Enrollment | None) -> SeatAssignment:
    today = timezone.localdate()
    late = {End.LATE: today - timedelta(days=1 + seat.officer % 60), End.WORKING: today + timedelta(days=30)}
    ended = seat.end in (End.TAKEN_BACK, End.EXPIRED)
    return SeatAssignment(
        lot=lot, name=user.name, email=user.email, state=STATES[seat.end], user=user if enrollment else None,
        enrollment=enrollment, due_on=late.get(seat.end), invited_by=lot.buyer, invited_at=seat.given,
        answered_at=seat.given if enrollment else None, ended_at=seat.ended if ended else None,
    )  # fmt: skip


def _movements(seat: Seat, assignment: SeatAssignment, actor: User) -> Iterator[SeatMovement]:
    yield SeatMovement(
        lot=assignment.lot, source=Account.FREE, target=Account.ASSIGNED, count=1, assignment=assignment,
        reason="given to somebody", actor=actor, created_at=seat.given,
    )  # fmt: skip
    if seat.end in GOES:
        target, reason = GOES[seat.end]
        yield SeatMovement(
            lot=assignment.lot, source=Account.ASSIGNED, target=target, count=1, assignment=assignment, reason=reason,
            actor=actor if target == Account.FREE else None, created_at=seat.ended,
        )  # fmt: skip


def _lessons(seat: Seat, enrollment: Enrollment) -> Iterable[LessonProgress]:
    lessons = enrollment.version.lessons
    read = len(lessons) if seat.end == End.DONE else int(seat.lessons * len(lessons))
    return [LessonProgress(enrollment=enrollment, code=item["code"], done_at=seat.ended) for item in lessons[:read]]


def _attempts(seat: Seat, enrollment: Enrollment) -> Iterator[Attempt]:
    quiz = enrollment.version.quiz
    if seat.end == End.DONE and quiz is not None:
        possible = sum(item["points"] for item in quiz["questions"])
        yield Attempt(
            enrollment=enrollment, number=1, seed=seat.officer, submitted_at=seat.ended, points=possible,
            possible=possible, passed=True, answers={item["code"]: item["answer"] for item in quiz["questions"]},
        )  # fmt: skip
