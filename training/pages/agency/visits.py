"""A coordinator's pages about visits: ask, name who comes, see how it stands, say how it was."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.requests import MemberRequest
from people.agencies.models import Agency
from training.pages.agency.access import PER_PAGE, own_agency
from training.pages.agency.forms import AddressForm
from training.pages.agency.views import page
from training.pages.agency.visit_forms import FeedbackForm, VisitForm
from training.visits import services
from training.visits.calendar import visit_calendar
from training.visits.errors import VisitError
from training.visits.models import Visit, VisitFeedback, VisitProgramme
from training.visits.readiness import named_visitors

State = Visit.State
PLANNED = (State.APPROVED, State.HELD)


def own_visit(agency: Agency, visit_id: str) -> Visit:
    """Return one of the agency's visits; 404 for any other."""
    found = Visit.objects.of(agency).select_related("host", "agency").filter(public_id=visit_id).first()
    if found is None:
        raise Http404
    return found


@login_required
@never_cache
@require_safe
def visits(request: MemberRequest, public_id: str) -> HttpResponse:
    """The agency's visits, and what the unit offers."""
    agency = own_agency(request, public_id)
    shown = Paginator(Visit.objects.of(agency), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "visits", agency, visits=shown, offered=VisitProgramme.objects.exists())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask for a visit."""
    agency = own_agency(request, public_id)
    programmes = list(VisitProgramme.objects.prefetch_related("prerequisites", "items"))
    if not programmes:
        raise Http404
    form = VisitForm(request.POST or None, programmes=programmes, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            visit = services.request_visit(agency=agency, actor=request.user, **form.cleaned_data)
        except VisitError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The request is with the unit. Now say who comes."))
            return redirect("training:agency_visit", public_id=public_id, visit_id=visit.public_id)
    return page(request, "visit_ask", agency, form=form, programmes=programmes, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: MemberRequest, public_id: str, visit_id: str) -> HttpResponse:
    """One visit; each of its small forms names its act."""
    agency = own_agency(request, public_id)
    found = own_visit(agency, visit_id)
    forms: dict[str, Form] = {
        "name": AddressForm(prefix="name", label_suffix=""),
        "feedback": FeedbackForm(prefix="feedback", label_suffix=""),
    }
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act in forms:
            forms[act] = type(forms[act])(request.POST, prefix=act, label_suffix="")
        form = forms.get(act, Form(request.POST))
        if form.is_valid():
            try:
                said = _act(act, found, request, form)
            except VisitError as error:
                form.add_error(None, str(error))
                forms.setdefault("other", form)
            else:
                messages.success(request, said)
                return redirect(request.path)
    failed = any(form.errors for form in forms.values())
    named = named_visitors(found, found.visitors.visible_to(agency).select_related("user"))
    return page(
        request, "visit", agency, status=422 if failed else 200,
        visit=found, forms=forms, visitors=named, to_name=max(found.headcount - len(named), 0),
        items=list(found.items.all()) if found.state in PLANNED else [],
        may_withdraw=found.may_move_to(State.WITHDRAWN) and found.first_day > timezone.localdate(),
        feedback=VisitFeedback.objects.filter(visit=found).first(),
    )  # fmt: skip


def _act(act: str, visit: Visit, request: MemberRequest, form: Any) -> str:
    """Do what was asked and return what to say; 404 for an act there is not."""
    if act == "name":
        services.name_visitor(visit=visit, email=form.cleaned_data["email"], actor=request.user)
        return _("The visitor is named.")
    if act == "remove":
        wanted = request.POST.get("visitor", "").replace("\0", "")
        visitor = visit.visitors.visible_to(visit.agency).filter(public_id=wanted).first()
        if visitor is None:
            raise Http404
        services.remove_visitor(visitor=visitor, actor=request.user)
        return _("The name is off the list.")
    if act == "withdraw":
        services.withdraw_visit(visit=visit, actor=request.user)
        return _("The request is withdrawn.")
    if act == "feedback":
        services.give_feedback(visit=visit, actor=request.user, **form.cleaned_data)
        return _("Thank you.")
    raise Http404


@login_required
@never_cache
@require_safe
def calendar(request: MemberRequest, public_id: str, visit_id: str) -> HttpResponse:
    """The itinerary as a calendar file."""
    found = own_visit(own_agency(request, public_id), visit_id)
    if found.state not in PLANNED:
        raise Http404
    return HttpResponse(
        visit_calendar(found, now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="visit.ics"', "Cache-Control": "private, no-store"},
    )
