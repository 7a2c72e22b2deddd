"""A report as a file: CSV and Excel at once, a PDF by a task."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.admin.exports import XLSX
from core.audit.services import record
from core.exports import as_csv, as_xlsx
from core.files.services import serve_private
from core.ratelimit.services import allow
from people.accounts.requests import MemberRequest
from people.agencies.models import Agency
from training.pages.agency.access import own_agency
from training.pages.agency.files.models import ReportFile
from training.pages.agency.files.services import ask_file, current_file
from training.pages.agency.matrix import Asked
from training.pages.agency.reports import REPORTS

EVERYTHING = Asked()
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
PDFS_PER_HOUR = 30


def read_asked(request: HttpRequest) -> Asked:
    """Return what the address looks for."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    return Asked(words=words, overdue="overdue" in request.GET)


def give(request: MemberRequest, agency: Agency, kind: str, asked: Asked = EVERYTHING) -> HttpResponseBase | None:
    """Return the report as the file that the address asks for, None where it asks for none; recorded."""
    export = request.GET.get("export")
    if export == "pdf":
        if not allow(f"agency-report:{agency.pk}", limit=PDFS_PER_HOUR, seconds=3600):
            return render(request, "errors/429.html", status=429)
        wanted = ask_file(agency=agency, kind=kind, asked=asked, language=get_language() or "en", actor=request.user)
        return redirect("training:agency_file", public_id=agency.public_id, file_id=wanted.public_id)
    if export not in KINDS:
        return None
    report = REPORTS[kind](agency, asked)
    record(actor=request.user, action=f"agency.{kind}_exported", obj=agency, changes={"rows": len(report.rows)})
    make = as_xlsx if export == "xlsx" else as_csv
    return HttpResponse(
        make(report.header, report.rows),
        content_type=KINDS[export],
        headers={
            "Content-Disposition": f'attachment; filename="{kind}-{timezone.localdate().isoformat()}.{export}"',
            "Cache-Control": "private, no-store",
        },
    )


@login_required
@never_cache
@require_safe
def report_file(request: MemberRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """A PDF that the reader asked for; while it is made, the page says so."""
    agency = own_agency(request, public_id)
    rows = ReportFile.objects.filter(agency=agency, asked_by=request.user).select_related("agency", "file")
    wanted = get_object_or_404(rows, public_id=file_id)
    file = current_file(wanted)
    if file is None:
        return render(request, "training/agency/being_made.html", {"agency": agency}, status=202)
    return serve_private(file, inline=True)
