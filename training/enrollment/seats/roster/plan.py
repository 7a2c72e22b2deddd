"""What a list of people would do: who gets which seat, or what is wrong with which row. Nothing is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from core.imports.tables import Row, Table, read_table
from people.agencies.models import Agency
from training.courses.models import Course
from training.enrollment.seats.models import SeatAssignment, SeatLot

COLUMNS = ("name", "email", "course", "due")
NEEDED = ("email", "course")
LONGEST = {"name": 200, "email": 254}
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Place:
    """A person to be invited to a course; `number` is the row as the spreadsheet shows it."""

    number: int
    name: str
    email: str
    course: Course
    due_on: date | None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row."""

    number: int
    sentence: str


@dataclass
class Roster:
    """The places a list asks for, what is wrong, who has a seat already, and how many seats each course lacks."""

    places: list[Place] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seated: list[Place] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether it can be done as it stands."""
        return bool(self.places) and not self.faults and not self.missing


def read_roster(content: bytes) -> Table:
    """Return the table in an uploaded file; raises `core.imports.tables.Unreadable`."""
    return read_table(content, COLUMNS, needed=NEEDED)


def plan_roster(*, agency: Agency, table: Table) -> Roster:
    """Read every row and count the free seats, in a number of queries that does not depend on the rows."""
    roster = Roster()
    courses = {course.code.casefold(): course for course in Course.objects.filter(seat_lots__agency=agency).distinct()}
    known = set(
        SeatAssignment.objects.standing().filter(lot__agency=agency).values_list("lot__course", "email")
    )  # fmt: skip
    seen: dict[tuple[int, str], Place] = {}
    names: dict[str, str] = {}
    if len(table.rows) > MOST_ROWS:
        roster.faults.append(Fault(MOST_ROWS + 1, _("A list holds at most %d rows.") % MOST_ROWS))
    for row in table.rows[:MOST_ROWS]:
        faults = list(_faults(row, courses))
        if faults:
            roster.faults += [Fault(row.number, sentence) for sentence in faults]
            continue
        place = _place(row, courses)
        key = (place.course.pk, place.email)
        if key in seen:
            sentence = _("The same person and course as row %d.") if seen[key].name == place.name else _(
                "Two people share one address with row %d: each needs one of their own.")  # fmt: skip
            roster.faults.append(Fault(row.number, sentence % seen[key].number))
        elif place.name and names.setdefault(place.email, place.name) != place.name:
            roster.faults.append(Fault(row.number, _("This address stands beside another name further up.")))
        elif key in known:
            roster.seated.append(place)
        else:
            seen[key] = place
            roster.places.append(place)
    roster.missing = _missing(agency, roster.places)
    return roster


def _faults(row: Row, courses: dict[str, Course]) -> Iterator[str]:
    cells = row.cells
    for column, longest in LONGEST.items():
        if len(cells.get(column, "")) > longest:
            yield _("“%(column)s” is longer than %(longest)d characters.") % {"column": column, "longest": longest}
    try:
        validate_email(cells["email"])
    except ValidationError:
        yield _("“%s” is no e-mail address.") % cells["email"][:80]
    if cells["course"].casefold() not in courses:
        yield _("You have no seats in a course “%s”.") % cells["course"][:40]
    if cells.get("due"):
        due = _day(cells["due"])
        if due is None:
            yield _("“%s” is no day; write it as 2027-08-31.") % cells["due"][:40]
        elif due < timezone.localdate():
            yield _("The day %s is past.") % due.isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.partition(" ")[0])
    except ValueError:
        return None


def _place(row: Row, courses: dict[str, Course]) -> Place:
    cells = row.cells
    return Place(
        number=row.number,
        name=" ".join(cells.get("name", "").split()),
        email=cells["email"].lower(),
        course=courses[cells["course"].casefold()],
        due_on=_day(cells["due"]) if cells.get("due") else None,
    )


def _missing(agency: Agency, places: list[Place]) -> dict[str, int]:
    """Return how many seats are missing, by the course's code."""
    lots = SeatLot.objects.of(agency).usable_on(timezone.localdate())
    balances, free = lots.balances(), Counter[int]()
    for lot in lots:
        free[lot.course_id] += balances[lot.pk].free
    wanted = Counter(place.course for place in places)
    return {course.code: number - free[course.pk] for course, number in wanted.items() if number > free[course.pk]}
