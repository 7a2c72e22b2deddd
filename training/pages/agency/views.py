"""A coordinator's pages: the agency at a glance, its ledger of seats, its hours."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.admin.exports import XLSX
from core.audit.services import record
from core.exports import as_csv, as_xlsx
from people.accounts.requests import MemberRequest
from people.agencies.models import Agency, Membership
from people.agencies.services import end_membership
from training.courses.models import Course
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.models import SeatLot, SeatMovement
from training.enrollment.seats.roster.models import RosterImport
from training.pages.agency.access import PER_PAGE, coordinated, own_agency
from training.pages.agency.hours import hours_header, hours_of
from training.pages.agency.matrix import matrix_of

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
def overview(request: MemberRequest, public_id: str) -> HttpResponse:
    """Seats by course, and people with how far each is."""
    agency = own_agency(request, public_id)
    lots = SeatLot.objects.of(agency).select_related("course", "line__order")
    asked = {"words": request.GET.get("q", "").replace("\0", "").strip()[:100], "overdue": "overdue" in request.GET}
    return page(
        request, "overview", agency,
        seats=balances_by_course(list(lots), lots.balances()),
        matrix=matrix_of(agency, page=request.GET.get("page"), **asked),  # type: ignore[arg-type]
        asked=asked,
        rosters=RosterImport.objects.filter(agency=agency).order_by("-pk")[:3],
    )  # fmt: skip


@login_required
@never_cache
@require_safe
def ledger(request: MemberRequest, public_id: str) -> HttpResponse:
    """Every lot with its balance, and every movement of a seat."""
    agency = own_agency(request, public_id)
    lots = SeatLot.objects.of(agency).select_related("course", "line__order").order_by("-pk")
    if request.GET.get("export") in ("csv", "xlsx"):
        return _table(request, agency, "seats", _ledger_header(), [_ledger_row(item) for item in _movements(agency)])
    balances = lots.balances()
    return page(
        request, "ledger", agency,
        lots=[(lot, balances[lot.pk]) for lot in lots[:MOST_LOTS]],
        movements=Paginator(_movements(agency).order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
    )  # fmt: skip


def _movements(agency: Agency) -> Any:
    return SeatMovement.objects.filter(lot__agency=agency).select_related("lot__course", "lot__line__order", "actor")


def _ledger_header() -> list[str]:
    return [_("When"), _("Course"), _("Order"), _("From"), _("To"), _("Seats"), _("Reason"), _("By")]


def _ledger_row(item: SeatMovement) -> list[str | int]:
    return [
        timezone.localtime(item.created_at).strftime("%Y-%m-%d %H:%M"), item.lot.course.code,
        item.lot.line.order.number, str(item.get_source_display()), str(item.get_target_display()), item.count,
        item.reason, item.actor.name or item.actor.email if item.actor else "",
    ]  # fmt: skip


@login_required
@never_cache
@require_safe
def hours(request: MemberRequest, public_id: str) -> HttpResponse:
    """What people have completed; as a table to look at, or as a file."""
    agency = own_agency(request, public_id)
    rows = list(hours_of(agency))
    if request.GET.get("export") in ("csv", "xlsx"):
        return _table(request, agency, "hours", hours_header(), rows)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "hours", agency, header=hours_header(), rows=shown)


def _table(request: MemberRequest, agency: Agency, name: str, header: list[str], rows: list[Any]) -> HttpResponse:
    """Return the same rows as the screen has, as a file; who took them away is recorded."""
    kind = request.GET["export"]
    record(actor=request.user, action=f"agency.{name}_exported", obj=agency, changes={"rows": len(rows)})
    content = as_xlsx(header, rows) if kind == "xlsx" else as_csv(header, rows)
    return HttpResponse(
        content,
        content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{timezone.localdate().isoformat()}.{kind}"',
            "Cache-Control": "private, no-store",
        },
    )


@login_required
@require_POST
def leave(request: MemberRequest, public_id: str) -> HttpResponse:
    """Leave an agency: it sees nothing of the person from now on; the person's own record stays."""
    for membership in Membership.objects.approved().filter(user=request.user, agency__public_id=public_id):
        end_membership(membership=membership, actor=request.user, reason="left by themselves")
    return redirect("my:overview")
