"""What an agency's people have completed, in minutes and in each scheme's hours, for its training records."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from certificates.schemes.arithmetic import Rules, as_decimal, credit
from certificates.schemes.models import CreditScheme
from people.agencies.models import Agency
from training.courses.models import Course, CourseVersion
from training.enrollment.seats.models import SeatAssignment

# Of a scheme that is not known here: sixty minutes an hour, nothing rounded.
UNKNOWN = Rules(rounding="none")


@dataclass(frozen=True)
class Completion:
    """One course that one person completed, with the hours it may count under each scheme it seeks credit from."""

    name: str
    email: str
    code: str
    title: str
    version: int
    completed_on: str
    minutes: int
    credit_minutes: int
    hours: Mapping[str, Decimal]


@dataclass(frozen=True)
class Scheme:
    """What all completions come to under a scheme."""

    code: str
    completions: int
    minutes: int
    hours: Decimal


def completions_of(agency: Agency) -> list[Completion]:
    """Return each course that one of the agency's people completed on its seats, by name, in four queries."""
    seats = SeatAssignment.objects.visible_to(agency).filter(enrollment__completed_at__isnull=False)
    rows = list(
        seats.order_by("name", "email", "pk").values_list(
            "name", "user__name", "email", "lot__course", "enrollment__version", "enrollment__completed_at"
        )
    )
    contents = _contents({row[4] for row in rows})
    courses = {course.pk: course for course in Course.objects.filter(pk__in={row[3] for row in rows})}
    rules = {scheme.code: scheme.rules for scheme in CreditScheme.objects.current()}
    found = []
    for name, own_name, email, course_key, version, completed_at in rows:
        course, content = courses[course_key], contents[version]
        minutes = Fraction(content["credit_minutes"])
        sought = sorted({str(item["code"]) for item in course.credits})
        found.append(
            Completion(
                name=name or own_name or "",
                email=email,
                code=course.code,
                title=content["title"],
                version=content["number"],
                completed_on=timezone.localtime(completed_at).date().isoformat(),
                minutes=content["minutes"],
                credit_minutes=content["credit_minutes"],
                hours={code: as_decimal(credit(rules.get(code, UNKNOWN), minutes)) for code in sought},
            )
        )
    return found


def _contents(versions: set[Any]) -> dict[int, dict[str, Any]]:
    """Return what is shown of versions, each read once."""
    return {
        version.pk: {"number": version.number,
                     **{name: version.content[name] for name in ("title", "minutes", "credit_minutes")}}
        for version in CourseVersion.objects.filter(pk__in=versions)
    }  # fmt: skip


def schemes_of(completions: list[Completion]) -> list[Scheme]:
    """Return the sums of each scheme, by its code: exactly those of the rows."""
    codes = sorted({code for item in completions for code in item.hours})
    return [
        Scheme(
            code=code,
            completions=sum(code in item.hours for item in completions),
            minutes=sum(item.credit_minutes for item in completions if code in item.hours),
            hours=sum((item.hours[code] for item in completions if code in item.hours), Decimal(0)),
        )
        for code in codes
    ]


def plain(amount: Decimal) -> str:
    """Return an amount without the zeros that say nothing."""
    return f"{amount.normalize():f}" if amount else "0"
