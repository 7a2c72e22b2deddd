"""A coordinator hands in a list of people: looked at first, then invited in the background."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.imports.tables import MAX_BYTES, Unreadable
from core.ratelimit.services import allow
from people.accounts.requests import MemberRequest
from people.agencies.models import Agency
from training.enrollment.seats.roster.plan import plan_roster, read_roster
from training.enrollment.seats.roster.services import begin_roster, drop_roster, keep_roster, waiting_roster
from training.pages.agency.access import own_agency
from training.pages.agency.forms import RosterForm
from training.pages.agency.views import page

MOST_FAULTS = 200


def _key(agency: Agency) -> str:
    return f"seat-roster-{agency.public_id}"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take a list; nothing is done yet."""
    agency = own_agency(request, public_id)
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return page(request, "roster", agency, form=RosterForm())
    if not allow(f"seat-roster:{request.user.pk}", limit=30, seconds=3600):
        form.add_error(None, _("That was too often. Wait a while and try again."))
    if not form.is_valid():
        return page(request, "roster", agency, form=form, status=422)
    table = form.cleaned_data["table"]
    if table.size > MAX_BYTES:
        form.add_error("table", _("The file is larger than 10 MB."))
        return page(request, "roster", agency, form=form, status=422)
    content = table.read()
    try:
        plan = plan_roster(agency=agency, table=read_roster(content))
    except Unreadable as error:
        form.add_error("table", str(error))
        return page(request, "roster", agency, form=form, status=422)
    if not plan.is_good:
        return page(request, "roster", agency, form=form, plan=plan, faults=plan.faults[:MOST_FAULTS], status=422)
    drop_roster(request.session.pop(_key(agency), ""))
    request.session[_key(agency)] = keep_roster(content).public_id
    return redirect("training:agency_roster_check", public_id=public_id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show what a list would do, and do it, or forget it."""
    agency = own_agency(request, public_id)
    key = request.session.get(_key(agency), "")
    content = waiting_roster(key)
    if content is None:
        messages.info(request, _("The list was used, deleted or is too old. Hand it in again."))
        return redirect("training:agency_roster", public_id=public_id)
    if "drop" in request.POST:
        drop_roster(request.session.pop(_key(agency), ""))
        messages.success(request, _("The list is deleted. Nobody was invited."))
        return redirect("training:agency_roster", public_id=public_id)
    plan = plan_roster(agency=agency, table=read_roster(content))
    if request.method == "POST" and plan.is_good:
        begin_roster(agency=agency, public_id=key, roster=plan, actor=request.user)
        del request.session[_key(agency)]
        messages.success(request, _("The invitations are being written. This page shows how far they are."))
        return redirect("training:agency", public_id=public_id)
    return page(request, "roster_check", agency, plan=plan, status=409 if request.method == "POST" else 200)
