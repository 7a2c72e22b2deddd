"""The template of a visit in a catalogue file: `on_site_visit`."""

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import pairwise
from typing import Annotated, Any

from django.db import transaction
from pydantic import Field, StrictInt, StrictStr, ValidationError

from core.imports.fields import EmptyForNull, Line, Lines, Name200, Record
from core.imports.report import BadFile, Problem
from core.imports.sentences import problems_of
from training.courses.models import Course
from training.visits.models import ProgrammeItem, VisitProgramme

PLACE = "on_site_visit"
# The file says what is seen, not when: four stretches a day with breaks, for the staff to change.
STRETCHES = (
    (time(9), time(10, 30)),
    (time(10, 45), time(12, 15)),
    (time(13, 15), time(14, 45)),
    (time(15), time(16, 30)),
)
# More than four share the day without breaks, in minutes since midnight.
BEGIN, LENGTH = 9 * 60, 8 * 60


class VisitIn(Record):
    """How the unit receives visitors."""

    title: Name200
    days: Annotated[StrictInt, Field(ge=1, le=5)]
    max_visitors: Annotated[StrictInt, Field(ge=1, le=1000)]
    prerequisite_modules: Annotated[list[StrictStr], EmptyForNull] = []
    vetting: Line = ""
    agenda: Annotated[Lines, Field(max_length=100)] = []


def spread(titles: list[str], days: int) -> Iterator[tuple[int, time, time, str]]:
    """Yield the items with day, beginning and end: evenly over the days, the earlier ones with one more."""
    begun = 0
    for day in range(1, days + 1):
        count = -(-(len(titles) - begun) // (days - day + 1))
        todays = titles[begun : begun + count]
        for (starts, ends), title in zip(_stretches(len(todays)), todays, strict=True):
            yield day, starts, ends, title
        begun += count


def _stretches(count: int) -> list[tuple[time, time]]:
    if count <= len(STRETCHES):
        return list(STRETCHES[:count])
    minutes = [BEGIN + LENGTH * number // count for number in range(count + 1)]
    return list(pairwise(time(*divmod(minute, 60)) for minute in minutes))


@transaction.atomic
def load_visits(data: Mapping[str, Any], *, force: bool = False) -> str:
    """Load the template of a catalogue file and return what was done, or "" where the file has none.

    One of the same title is the staff's and left alone unless `force`. Raises BadFile with a problem for each fault.
    """
    given = data.get(PLACE)
    if given is None:
        return ""
    try:
        wanted = VisitIn.model_validate(given)
    except ValidationError as error:
        raise BadFile(list(problems_of(error, given, PLACE))) from error
    courses = {course.code: course for course in Course.objects.filter(code__in=wanted.prerequisite_modules)}
    unknown = [code for code in wanted.prerequisite_modules if code not in courses]
    if unknown:
        where = f"{PLACE}.prerequisite_modules"
        raise BadFile([Problem(where, f"there is no course {code[:40]}.") for code in unknown])
    known = VisitProgramme.objects.filter(title=wanted.title).first()
    if known is not None and not force:
        return f"{PLACE}: as before."
    programme = known or VisitProgramme(title=wanted.title)
    programme.days, programme.max_visitors, programme.vetting = wanted.days, wanted.max_visitors, wanted.vetting[:300]
    programme.items = [
        ProgrammeItem(day=day, starts=starts, ends=ends, title=title[:200])
        for day, starts, ends, title in spread(list(wanted.agenda), wanted.days)
    ]
    programme.prerequisites = list(courses.values())
    programme.save()
    return f"{PLACE}: {'updated' if known else 'new'}."
