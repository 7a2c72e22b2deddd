"""Places taken by days before the start: this edition, its capacity, and the edition before."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.edition.models import Edition
from conference.registration.figures.tables import (
    BOTTOM,
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    Cell,
    Figure,
    Line,
    Tick,
    line,
    steps,
)
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING

WEEK = 7
# What was sold earlier counts from here on; the drawing needs an end.
EARLIEST = 52 * WEEK


def net_by_day(edition: Edition) -> Counter[int]:
    """Return by days before the start how many places were taken, less those given up, in two queries.

    Days are the edition's own. All together they are the places that are taken now (`capacity.usage`).
    """
    tickets = RegistrationItem.objects.filter(kind=RegistrationItem.Kind.TICKET, registration__edition=edition)
    live = Q(cancelled_at=None, registration__state__in=OCCUPYING)
    # A place that ended with its order has no time of its own.
    dated = tickets.annotate(ended=Coalesce("cancelled_at", "registration__order__ended_at"))
    found: Counter[int] = Counter()
    begun, over = (TruncDate(name, tzinfo=edition.zone) for name in ("registration__created_at", "ended"))
    taken = dated.filter(live | Q(ended__isnull=False)).annotate(day=begun)
    given_up = dated.exclude(live).exclude(ended=None).annotate(day=over)
    for rows, sign in ((taken, 1), (given_up, -1)):
        for day, number in rows.order_by().values_list("day").annotate(number=Count("pk")):
            found[days_before(edition, day)] += sign * number
    return found


def days_before(edition: Edition, day: date) -> int:
    """Return how many days before the first one a day is; negative after it."""
    return (edition.start_date - day).days


def sold_until(net: Mapping[int, int], days: int) -> int:
    """Return how many places were taken so many days before the start, at the end of that day."""
    return sum(number for day, number in net.items() if day >= days)


def sales(edition: Edition, last: Edition | None) -> Figure:
    """Return the curve of sales, in four queries."""
    this_year = net_by_day(edition)
    last_year = net_by_day(last) if last else Counter()
    now = max(days_before(edition, edition.today()), days_before(edition, edition.end_date))
    points = _points([this_year, last_year], edition, now)
    curve = [(at, sold_until(this_year, at) if at >= now else None) for at in points]
    before = [(at, sold_until(last_year, at)) for at in points] if last else []
    today = sold_until(this_year, now)
    rows: list[list[Cell]] = []
    for place, (at, number) in enumerate(curve):
        cells: list[Cell] = [at, "" if number is None else number]
        if edition.capacity:
            cells.append("" if number is None else f"{100 * number / edition.capacity:.1f}")
        if last:
            cells.append(before[place][1])
        rows.append(cells)
    header = [_("days before the start"), str(edition)]
    header += [_("%% of %(capacity)d places") % {"capacity": edition.capacity}] if edition.capacity else []
    header += [str(last)] if last else []
    most = max([today, edition.capacity or 0, *(number for _at, number in before), *(n or 0 for _a, n in curve)])
    lines, x_ticks, y_ticks = _drawing(edition, last, curve, before, most)
    summary = ngettext("%(n)d place is taken", "%(n)d places are taken", today) % {"n": today}
    if edition.capacity:
        summary += " " + _("of %(capacity)d") % {"capacity": edition.capacity}
    if last:
        words = _("; %(last)s had %(n)d as many days before its start")
        summary += words % {"last": last, "n": sold_until(last_year, now)}
    return Figure(
        "sales", _("Sales"), f"{summary}.", header, rows, lines=lines, x_ticks=x_ticks, y_ticks=y_ticks,
        note=_("Places taken at the end of each day, in the edition's time zone (%s); what was given up is taken off.")
        % edition.timezone,
    )  # fmt: skip


def _points(nets: list[Counter[int]], edition: Edition, now: int) -> list[int]:
    """Return the weeks before the start, today, and the last day, the earliest first."""
    first = max([0, now, *(day for net in nets for day in net)])
    first = min(-(-first // WEEK) * WEEK, EARLIEST)
    end = days_before(edition, edition.end_date)
    return sorted({*range(0, first + 1, WEEK), min(now, first), end}, reverse=True)


def _drawing(
    edition: Edition,
    last: Edition | None,
    curve: list[tuple[int, int | None]],
    before: list[tuple[int, int]],
    most: int,
) -> tuple[list[Line], list[Tick], list[Tick]]:
    marks = steps(most)
    first, end = curve[0][0], curve[-1][0]
    across = (WIDTH - LEFT - 12) / max(first - end, 1)
    up = (HEIGHT - TOP - BOTTOM) / (marks[-1] or 1)

    def at(day: int, number: int) -> tuple[float, float]:
        return LEFT + (first - day) * across, HEIGHT - BOTTOM - number * up

    lines = [line(str(edition), "now", [at(day, number) for day, number in curve if number is not None])]
    if last:
        lines.append(line(str(last), "before", [at(day, number) for day, number in before]))
    if edition.capacity:
        lines.append(line(_("capacity"), "limit", [at(first, edition.capacity), at(end, edition.capacity)]))
    every = max(WEEK, -(-(first - end) // 8 // WEEK) * WEEK)
    x_ticks = [Tick(round(at(day, 0)[0], 1), str(day)) for day in range(0, first + 1, every)]
    return lines, x_ticks, [Tick(round(at(0, mark)[1], 1), str(mark)) for mark in marks]
