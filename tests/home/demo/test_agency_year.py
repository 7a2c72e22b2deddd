"""A year of one agency: every figure of its reports is one of its records."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Sum
from factories.training import SAMPLE

from billing.books.registry import find_errors
from certificates.schemes.services import ensure_schemes
from home.demo.agency_year.plan import COURSES, OFFICERS, End, has_left, seats_of_the_year
from home.demo.agency_year.services import build_agency_year
from people.accounts.models import User
from training.courses.loading.services import load_training
from training.enrollment.models import Enrollment
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.pages.agency.matrix import Asked, matrix_of
from training.pages.agency.reports import REPORTS

pytestmark = pytest.mark.django_db


def test_every_figure_of_the_year_is_a_record(client, django_assert_num_queries):
    load_training(SAMPLE)
    ensure_schemes()
    agency = build_agency_year()
    now = Enrollment.objects.latest("pk").enrolled_at
    plan = [seat for seat in seats_of_the_year(now) if not has_left(seat.officer)]
    ends = Counter(seat.end for seat in plan)
    users = User.objects.filter(memberships__agency=agency, memberships__state="approved")
    report = {kind: make(agency, Asked()) for kind, make in REPORTS.items()}
    cells = Counter(cell for row in report["progress"].rows for cell in row[2:])
    own = SeatAssignment.objects.filter(lot__agency=agency)

    # The books: what was bought is on the accounts, and as many seats are held as the books say.
    assert list(find_errors()) == []
    assert (
        sum(balance.bought for balance in SeatLot.objects.of(agency).balances().values())
        == (SeatLot.objects.of(agency).aggregate(total=Sum("quantity"))["total"])
    )
    assert len(report["seats"].rows) == SeatMovement.objects.filter(lot__agency=agency).count()
    # The matrix: every cell is one seat of somebody who has not left.
    assert (len(report["progress"].rows), len(report["progress"].header)) == (OFFICERS - OFFICERS // 50, COURSES + 2)
    done = own.filter(user__in=users, enrollment__completed_at__isnull=False).count()
    assert cells["completed"] == done == ends[End.DONE] == len(report["hours"].rows)
    assert (
        sum(number for text, number in cells.items() if str(text).endswith("%")) == ends[End.WORKING] + ends[End.LATE]
    )
    assert len(report["overdue"].rows) == ends[End.LATE]
    # Hours: minutes of the versions that were completed, and sums by scheme that are those of the rows.
    versions = Enrollment.objects.filter(seat__in=own, user__in=users, completed_at__isnull=False)
    minutes = sum(item.version.content["minutes"] for item in versions.select_related("version"))
    assert sum(row[6] for row in report["hours"].rows) == minutes
    for place, (code, completions, _minutes, hours) in enumerate(report["schemes"].rows):
        column = [row[8 + place] for row in report["hours"].rows if row[8 + place]]
        assert report["hours"].header[8 + place] == code
        assert (len(column), sum(map(Decimal, column))) == (completions, Decimal(hours))
    # The screen shows the same, page by page.
    with django_assert_num_queries(7):
        matrix = matrix_of(agency, Asked(), page=2, columns=3)
    shown = [[cell.says if cell else "" for cell in cells_] for _person, cells_ in matrix.rows]
    assert shown == [row[22:] for row in report["progress"].rows[50:100]]
    assert build_agency_year() == agency
