"""A coordinator's pages: the agency at a glance, its ledger of seats, its hours."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.accounts.requests import MemberRequest
from people.agencies.models import Agency, Membership
from people.agencies.services import end_membership
from training.courses.models import Course
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.models import SeatLot
from training.enrollment.seats.roster.models import RosterImport
from training.pages.agency.access import PER_PAGE, coordinated, own_agency
from training.pages.agency.giving import give, read_asked
from training.pages.agency.matrix import Asked, matrix_of
from training.pages.agency.reports import REPORTS, movements_of

MOST_LOTS = 200


def page(request: HttpRequest, name: str, agency: Agency, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render one of the agency's pages."""
    return render(request, f"training/agency/{name}.html", {"agency": agency, **context}, status=status)


def balances_by_course(lots: list[SeatLot], balances: dict[int, Balance]) -> list[tuple[Course, Balance]]:
    """Return each course's balance over all its lots, in the catalogue's order."""
    found: dict[Course, Balance] = {}
    for lot in lots:
        found[lot.course] = found.get(lot.course, Balance()) + balances[lot.pk]
    return sorted(found.items(), key=lambda item: (item[0].position, item[0].code))


@login_required
@never_cache
@require_safe
def agencies(request: MemberRequest) -> HttpResponse:
    """The agencies that the reader coordinates; one alone is gone to at once."""
    own = coordinated(request)
    if len(own) == 1:
        return redirect("training:agency", public_id=own[0].public_id)
    return render(request, "training/agency/agencies.html", {"agencies": own})


@login_required
@never_cache
@require_safe
def overview(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Seats by course, and people with how far each is."""
    agency = own_agency(request, public_id)
    asked = read_asked(request)
    if given := give(request, agency, "progress", asked):
        return given
    lots = SeatLot.objects.of(agency).select_related("course")
    return page(
        request, "overview", agency,
        seats=balances_by_course(list(lots), lots.balances()),
        matrix=matrix_of(agency, asked, page=request.GET.get("page"), columns=request.GET.get("courses")),
        asked=asked,
        base=reverse("training:agency", args=[public_id]),
        rosters=RosterImport.objects.filter(agency=agency).order_by("-pk")[:3],
    )  # fmt: skip


@login_required
@never_cache
@require_safe
def ledger(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Every lot with its balance, and every movement of a seat."""
    agency = own_agency(request, public_id)
    if given := give(request, agency, "seats"):
        return given
    lots = SeatLot.objects.of(agency).select_related("course", "line__order").order_by("-pk")
    balances = lots.balances()
    return page(
        request, "ledger", agency,
        lots=[(lot, balances[lot.pk]) for lot in lots[:MOST_LOTS]],
        movements=Paginator(movements_of(agency).order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
    )  # fmt: skip


@login_required
@never_cache
@require_safe
def hours(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """What people have completed, and what it comes to under each scheme."""
    agency = own_agency(request, public_id)
    if given := give(request, agency, "hours"):
        return given
    report = REPORTS["hours"](agency, Asked())
    shown = Paginator(report.rows, PER_PAGE).get_page(request.GET.get("page"))
    sums = REPORTS["schemes"](agency, Asked())
    return page(request, "hours", agency, header=report.header, rows=shown, sums=sums)


@login_required
@never_cache
@require_safe
def overdue(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Who is late, the longest first."""
    agency = own_agency(request, public_id)
    if given := give(request, agency, "overdue"):
        return given
    report = REPORTS["overdue"](agency, Asked())
    shown = Paginator(report.rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "overdue", agency, header=report.header, rows=shown)


@login_required
@require_POST
def leave(request: MemberRequest, public_id: str) -> HttpResponse:
    """Leave an agency: it sees nothing of the person from now on; the person's own record stays."""
    for membership in Membership.objects.approved().filter(user=request.user, agency__public_id=public_id):
        end_membership(membership=membership, actor=request.user, reason="left by themselves")
    return redirect("my:overview")
