"""An agency's reports as plain tables: what the screen shows, and every file says the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.agencies.models import Agency
from training.enrollment.seats.models import SeatMovement
from training.pages.agency.hours import completions_of, plain, schemes_of
from training.pages.agency.matrix import Asked, cells_of, courses_of, late, people_of, rows_of, seats_shown

Row = list[str | int]


@dataclass(frozen=True)
class Report:
    """A table with its name. The first `fixed` columns stand before each part where it is too wide for paper."""

    title: str
    header: list[str]
    rows: list[Row]
    fixed: int = 2

    def parts(self, width: int) -> list[tuple[list[str], list[Row]]]:
        """Return the table in parts of at most so many columns after the fixed ones."""
        starts = range(self.fixed, max(len(self.header), self.fixed + 1), width)
        return [
            (
                [*self.header[: self.fixed], *self.header[start : start + width]],
                [[*row[: self.fixed], *row[start : start + width]] for row in self.rows],
            )
            for start in starts
        ]


def progress(agency: Agency, asked: Asked) -> Report:
    """How far everybody is in every course."""
    courses = list(courses_of(agency))
    rows: list[Row] = [
        [person.name, person.email, *(cell.says if cell else "" for cell in cells)]
        for person, cells in rows_of(agency, list(people_of(agency, asked)), courses)
    ]
    return Report(_("Progress"), [_("Name"), _("E-mail"), *(course.code for course in courses)], rows)


def overdue(agency: Agency, asked: Asked) -> Report:
    """Who is late in which course, the longest first."""
    courses = {course.pk: course for course in courses_of(agency)}
    today = timezone.localdate()
    found = sorted(
        cells_of(late(seats_shown(agency))), key=lambda item: (item[1].due_on or today, item[0].name, item[0].email)
    )
    rows: list[Row] = [
        [
            person.name, person.email, courses[cell.course].code, courses[cell.course].title,
            cell.due_on.isoformat(), (today - cell.due_on).days, cell.says,
        ]
        for person, cell in found
        if cell.due_on is not None
    ]  # fmt: skip
    header = [_("Name"), _("E-mail"), _("Course"), _("Title"), _("Due"), _("Days over"), _("Progress")]
    return Report(_("Overdue"), header, rows)


def hours(agency: Agency, asked: Asked) -> Report:
    """What was completed, with a column for each scheme."""
    completions = completions_of(agency)
    codes = [scheme.code for scheme in schemes_of(completions)]
    header = [_("Name"), _("E-mail"), _("Course"), _("Title"), _("Version"), _("Completed on"), _("Minutes"),
              _("Minutes that may count"), *codes]  # fmt: skip
    rows: list[Row] = [
        [
            item.name, item.email, item.code, item.title, item.version, item.completed_on, item.minutes,
            item.credit_minutes, *(plain(item.hours[code]) if code in item.hours else "" for code in codes),
        ]
        for item in completions
    ]  # fmt: skip
    return Report(_("Hours by scheme"), header, rows)


def schemes(agency: Agency, asked: Asked) -> Report:
    """What the hours come to."""
    header = [_("Scheme"), _("Completed"), _("Minutes that may count"), _("Hours sought (not approved)")]
    rows: list[Row] = [
        [item.code, item.completions, item.minutes, plain(item.hours)] for item in schemes_of(completions_of(agency))
    ]
    return Report(_("Hours by scheme, together"), header, rows)


def seats(agency: Agency, asked: Asked) -> Report:
    """Every movement of a seat, in order."""
    header = [_("When"), _("Course"), _("Order"), _("From"), _("To"), _("Seats"), _("Reason"), _("By")]
    return Report(_("Ledger of seats"), header, [movement_row(item) for item in movements_of(agency)])


def movements_of(agency: Agency) -> QuerySet[SeatMovement]:
    """Return an agency's movements with what a row shows."""
    rows: QuerySet[SeatMovement] = SeatMovement.objects.filter(lot__agency=agency).order_by("pk")
    return rows.select_related("lot__course", "lot__line__order", "actor")


def movement_row(item: SeatMovement) -> Row:
    """Return a movement as a row."""
    return [
        timezone.localtime(item.created_at).strftime("%Y-%m-%d %H:%M"), item.lot.course.code,
        item.lot.line.order.number, str(item.get_source_display()), str(item.get_target_display()), item.count,
        item.reason, item.actor.name or item.actor.email if item.actor else "",
    ]  # fmt: skip


REPORTS: Mapping[str, Callable[[Agency, Asked], Report]] = {
    "progress": progress,
    "overdue": overdue,
    "hours": hours,
    "schemes": schemes,
    "seats": seats,
}


def today_in_words() -> str:
    """Return the day on which a report is true."""
    return date_format(timezone.localdate())
