"""What an agency's people have completed, in minutes and hours, for its training records."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.agencies.models import Agency
from training.enrollment.seats.models import SeatAssignment

Row = list[str | int]


def hours_header() -> list[str]:
    """Return the names of the columns."""
    return [_("Name"), _("E-mail"), _("Course"), _("Title"), _("Version"), _("Completed on"), _("Minutes"),
            _("Minutes that may count"), _("Credit sought (not approved)")]  # fmt: skip


def hours_of(agency: Agency) -> Iterator[Row]:
    """Yield a row for each course that one of the agency's people completed on its seats, by name, in one query."""
    done = SeatAssignment.objects.visible_to(agency).filter(enrollment__completed_at__isnull=False)
    rows = done.select_related("user", "enrollment__version", "lot__course").order_by("name", "email", "pk")
    for item in rows:
        enrollment, course = item.enrollment, item.lot.course
        if enrollment is None or enrollment.completed_at is None:
            continue
        content = enrollment.version.content
        yield [
            item.name or (item.user.name if item.user else ""),
            item.email,
            course.code,
            content["title"],
            enrollment.version.number,
            date_format(enrollment.completed_at, "Y-m-d"),
            content["minutes"],
            content["credit_minutes"],
            ", ".join(sorted(str(credit["code"]) for credit in course.credits)),
        ]
