"""An agency's people and how far each is in each course: progress and hours, never answers."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from people.agencies.models import Agency
from training.courses.models import Course, CourseVersion
from training.enrollment.seats.models import SeatAssignment
from training.pages.agency.access import PER_PAGE
from training.quizzes.models import Attempt

State = SeatAssignment.State
SHOWN = (State.INVITED, State.ACCEPTED, State.USED)


@dataclass(frozen=True)
class Cell:
    """One person in one course: how many of how many steps, and by when."""

    assignment: SeatAssignment
    done: int
    total: int
    is_overdue: bool

    @property
    def percent(self) -> int:
        """The part that is done, rounded down: nothing reads as finished before it is."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_complete(self) -> bool:
        """Whether the course is completed."""
        return self.assignment.enrollment is not None and self.assignment.enrollment.completed_at is not None


@dataclass
class Person:
    """A row: the address that the agency invited, the name it knows, and a cell for each course or None."""

    email: str
    name: str
    cells: dict[int, Cell] = field(default_factory=dict)

    def in_courses(self, courses: list[Course]) -> list[Cell | None]:
        """Return the cells in the order of the columns."""
        return [self.cells.get(course.pk) for course in courses]


@dataclass(frozen=True)
class Matrix:
    """A page of people against the courses that the agency has seats in."""

    courses: list[Course]
    page: Page[Any]
    rows: list[tuple[Person, list[Cell | None]]]


def seats_of(agency: Agency) -> QuerySet[SeatAssignment]:
    """Return the standing seats of an agency's people, with what a cell needs, without any answer."""
    passed = Attempt.objects.filter(enrollment=OuterRef("enrollment"), passed=True)
    rows: QuerySet[SeatAssignment] = SeatAssignment.objects.visible_to(agency).filter(state__in=SHOWN)
    return rows.select_related("lot__course", "user", "enrollment").annotate(
        lessons_done=Count("enrollment__lessons", filter=Q(enrollment__lessons__done_at__isnull=False)),
        quiz_passed=Exists(passed),
    )


def cells_of(assignments: list[SeatAssignment]) -> list[Cell]:
    """Return a cell for each of `seats_of`'s rows, in one query for the versions they are in."""
    keys = {item.enrollment.version_id for item in assignments if item.enrollment}
    versions = {key: _steps(version) for key, version in CourseVersion.objects.in_bulk(keys).items()}
    today = timezone.localdate()
    return [_cell(item, versions, today) for item in assignments]


def _steps(version: CourseVersion) -> tuple[int, bool]:
    return len(version.lessons), version.quiz is not None


def _cell(item: Any, versions: dict[int, tuple[int, bool]], today: date) -> Cell:
    enrollment = item.enrollment
    lessons, has_quiz = versions[enrollment.version_id] if enrollment else (0, False)
    complete = enrollment is not None and enrollment.completed_at is not None
    return Cell(
        assignment=item,
        done=min(item.lessons_done, lessons) + int(has_quiz and item.quiz_passed),
        total=lessons + has_quiz,
        is_overdue=item.due_on is not None and item.due_on < today and not complete,
    )


def matrix_of(agency: Agency, *, words: str = "", overdue: bool = False, page: Any = 1) -> Matrix:
    """Return a page of the agency's people by name, in a number of queries that does not depend on how many there are.

    `words` looks in names and addresses; `overdue` keeps people with a course that should be done by now.
    """
    seats = seats_of(agency)
    asked = SeatAssignment.objects.visible_to(agency).filter(state__in=SHOWN)
    if words:
        asked = asked.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(user__name__icontains=words))
    if overdue:
        asked = asked.filter(due_on__lt=timezone.localdate(), enrollment__completed_at=None)
    people = asked.order_by().values("email").annotate(known_as=Min("name")).order_by("known_as", "email")
    shown = Paginator(people, PER_PAGE).get_page(page)
    found = {row["email"]: Person(row["email"], row["known_as"]) for row in shown}
    for cell in cells_of(list(seats.filter(email__in=found).order_by("pk"))):
        person, item = found[cell.assignment.email], cell.assignment
        person.cells[item.lot.course_id] = cell
        person.name = person.name or (item.user.name if item.user else "")
    courses = list(Course.objects.filter(seat_lots__agency=agency).distinct())
    return Matrix(courses, shown, [(person, person.in_courses(courses)) for person in found.values()])
