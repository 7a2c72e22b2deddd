"""An agency's people and how far each is in each course: progress and hours, never answers. Paged both ways."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from people.agencies.models import Agency
from training.courses.models import Course, CourseVersion
from training.enrollment.seats.models import SeatAssignment
from training.pages.agency.access import PER_PAGE
from training.progress.models import LessonProgress
from training.quizzes.models import Attempt

State = SeatAssignment.State
SHOWN = (State.INVITED, State.ACCEPTED, State.USED)
COURSES_PER_PAGE = 10
COLUMNS = (
    "email", "lot__course", "public_id", "state", "due_on", "name", "user__name", "enrollment",
    "enrollment__completed_at", "enrollment__version", "enrollment__version__published_at",
)  # fmt: skip
VersionKey = tuple[int, datetime]
# A published version never changes, so how many steps it has is read once in a process.
_steps: dict[VersionKey, tuple[int, bool]] = {}


@dataclass(frozen=True)
class Cell:
    """One person in one course: the seat, how many of how many steps are done, and by when they should be."""

    seat: str
    course: int
    state: str
    due_on: date | None
    done: int
    total: int
    is_complete: bool
    is_overdue: bool

    @property
    def percent(self) -> int:
        """The part that is done, rounded down: nothing reads as finished before it is."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def says(self) -> str:
        """What stands in the cell, on the screen as in every file."""
        if self.is_complete:
            return _("completed")
        return _("invited") if self.state == State.INVITED else f"{self.percent} %"


@dataclass
class Person:
    """A row: the address that the agency invited, the name it knows, and a cell for each course or None."""

    email: str
    name: str
    cells: dict[int, Cell] = field(default_factory=dict)

    def in_courses(self, courses: Iterable[Course]) -> list[Cell | None]:
        """Return the cells in the order of the columns."""
        return [self.cells.get(course.pk) for course in courses]


@dataclass(frozen=True)
class Matrix:
    """A page of people against a page of the courses that the agency has seats in."""

    courses: list[Course]
    page: Page[Any]
    columns: Page[Any]
    rows: list[tuple[Person, list[Cell | None]]]


@dataclass(frozen=True)
class Asked:
    """What a coordinator looks for: words in names and addresses, people who are late."""

    words: str = ""
    overdue: bool = False


def seats_shown(agency: Agency) -> QuerySet[SeatAssignment]:
    """Return the standing seats of the agency's people of today."""
    return SeatAssignment.objects.visible_to(agency).filter(state__in=SHOWN)


def late(seats: QuerySet[SeatAssignment]) -> QuerySet[SeatAssignment]:
    """Keep the seats whose course should be done by now and is not."""
    return seats.filter(due_on__lt=timezone.localdate(), enrollment__completed_at=None)


def cells_of(seats: QuerySet[SeatAssignment]) -> list[tuple[Person, Cell]]:
    """Return a cell for each seat with whom it belongs to, in at most four queries; no answer is read."""
    rows = list(seats.order_by("pk").values_list(*COLUMNS))
    open_ones = [row[7] for row in rows if row[7] is not None and row[8] is None]
    done = _lessons_done(open_ones)
    passed = set(Attempt.objects.filter(enrollment__in=open_ones, passed=True).values_list("enrollment", flat=True))
    steps = _steps_of({(row[9], row[10]) for row in rows if row[9] is not None})
    today = timezone.localdate()
    return [_cell(row, done, passed, steps, today) for row in rows]


def _lessons_done(enrollments: Sequence[int]) -> Counter[int]:
    rows = LessonProgress.objects.filter(enrollment__in=enrollments, done_at__isnull=False)
    return Counter(dict(rows.order_by().values_list("enrollment").annotate(number=Count("pk"))))


def _steps_of(keys: set[VersionKey]) -> dict[VersionKey, tuple[int, bool]]:
    """Return how many lessons versions have, and whether there is a quiz."""
    missing = {key for key, _published in keys - _steps.keys()}
    for version in CourseVersion.objects.filter(pk__in=missing) if missing else ():
        _steps[version.pk, version.published_at] = len(version.lessons), version.quiz is not None
    return {key: _steps[key] for key in keys}


def _cell(
    row: tuple[Any, ...], lessons_done: Counter[int], passed: set[int], steps: dict[VersionKey, Any], today: date
) -> tuple[Person, Cell]:
    email, course, seat, state, due_on, name, own_name, enrollment, completed_at, version, published_at = row
    lessons, has_quiz = steps[version, published_at] if version is not None else (0, False)
    total = lessons + has_quiz
    if completed_at is not None:
        done = total
    else:
        done = min(lessons_done[enrollment], lessons) + int(has_quiz and enrollment in passed)
    overdue = due_on is not None and due_on < today and completed_at is None
    cell = Cell(seat, course, state, due_on, done, total, completed_at is not None, overdue)
    return Person(email, name or own_name or ""), cell


def people_of(agency: Agency, asked: Asked) -> Any:
    """Return the people that are looked for, by name, as rows of `email` and `known_as`."""
    seats = seats_shown(agency)
    if asked.words:
        words = asked.words
        seats = seats.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(user__name__icontains=words))
    if asked.overdue:
        seats = late(seats)
    return seats.order_by().values("email").annotate(known_as=Min("name")).order_by("known_as", "email")


def courses_of(agency: Agency) -> QuerySet[Course]:
    """Return the courses that the agency has seats in, in the catalogue's order; what they hold is not read."""
    bought = agency.seat_lots.values("course")
    return Course.objects.filter(pk__in=bought).only("pk", "code", "title", "position")


def matrix_of(agency: Agency, asked: Asked, *, page: Any = 1, columns: Any = 1) -> Matrix:
    """Return a page of people and courses, in a number of queries that does not depend on how many there are."""
    shown = Paginator(people_of(agency, asked), PER_PAGE).get_page(page)
    wide = Paginator(courses_of(agency), COURSES_PER_PAGE).get_page(columns)
    courses = list(wide)
    return Matrix(courses, shown, wide, rows_of(agency, list(shown), courses))


def rows_of(agency: Agency, people: Sequence[Any], courses: Sequence[Course]) -> list[tuple[Person, list[Cell | None]]]:
    """Return people's rows in these courses."""
    found = {row["email"]: Person(row["email"], row["known_as"]) for row in people}
    seats = seats_shown(agency).filter(lot__course__in=[course.pk for course in courses])
    # More addresses than a page has are not listed in the query: the agency has no others.
    if len(found) <= PER_PAGE:
        seats = seats.filter(email__in=found)
    for who, cell in cells_of(seats):
        if person := found.get(who.email):
            person.cells[cell.course] = cell
            person.name = person.name or who.name
    return [(person, person.in_courses(courses)) for person in found.values()]
