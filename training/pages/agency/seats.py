"""A coordinator's pages about one seat: give it, take it back, give it to somebody else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts.requests import MemberRequest
from people.agencies.models import Agency, Approval
from people.agencies.services import end_membership
from training.enrollment.seats import assigning
from training.enrollment.seats.errors import SeatError
from training.enrollment.seats.models import SeatAssignment
from training.pages.agency.access import own_agency, own_assignment
from training.pages.agency.forms import AddressForm, AssignForm, DueForm, PersonForm, ReasonForm
from training.pages.agency.views import page

Act = Callable[[SeatAssignment, Form, Any], Any]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: MemberRequest, public_id: str) -> HttpResponse:
    """Give a seat to one person."""
    agency = own_agency(request, public_id)
    form = AssignForm(request.POST or None, agency=agency, initial={"course": request.GET.get("course", "")[:40]})
    if request.method == "POST" and form.is_valid():
        try:
            assigning.assign_seat(agency=agency, actor=request.user, **form.cleaned_data)
        except SeatError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The seat is given; the invitation is on its way."))
            return redirect("training:agency", public_id=public_id)
    return page(request, "assign", agency, form=form, status=422 if form.errors else 200)


def _correct(assignment: SeatAssignment, form: Form, actor: Any) -> None:
    assigning.correct_address(assignment=assignment, email=form.cleaned_data["email"], actor=actor)


def _again(assignment: SeatAssignment, form: Form, actor: Any) -> None:
    assigning.invite_again(assignment=assignment, actor=actor)


def _take_back(assignment: SeatAssignment, form: Form, actor: Any) -> None:
    assigning.take_back(assignment=assignment, actor=actor, reason=form.cleaned_data["reason"])


def _reassign(assignment: SeatAssignment, form: Form, actor: Any) -> None:
    assigning.reassign(assignment=assignment, actor=actor, **form.cleaned_data)


def _due(assignment: SeatAssignment, form: Form, actor: Any) -> None:
    assigning.set_due(assignment=assignment, due_on=form.cleaned_data["due_on"], actor=actor)


ACTS: dict[str, tuple[type[Form], Act, Any]] = {
    "correct": (AddressForm, _correct, _("The invitation went to the corrected address.")),
    "again": (Form, _again, _("A new invitation is on its way; the earlier link opens nothing any more.")),
    "back": (ReasonForm, _take_back, _("The seat is free again.")),
    "due": (DueForm, _due, _("The day is changed.")),
    "reassign": (PersonForm, _reassign, _("The seat has a new person; the invitation is on its way.")),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: MemberRequest, public_id: str, seat_id: str) -> HttpResponse:
    """One seat: its history, and what can be done with it."""
    agency = own_agency(request, public_id)
    assignment = own_assignment(agency, seat_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "leave":
        return _remove(request, agency, assignment)
    forms: dict[str, Form] = {
        name: make(request.POST if name == act else None, prefix=name) for name, (make, _do, _said) in ACTS.items()
    }
    if act in ACTS and forms[act].is_valid():
        _make, do, said = ACTS[act]
        try:
            do(assignment, forms[act], request.user)
        except SeatError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)
        return redirect("training:agency", public_id=public_id)
    history = assignment.movements.select_related("actor").order_by("pk")
    status = 422 if request.method == "POST" else 200
    return page(request, "seat", agency, assignment=assignment, forms=forms, history=history, status=status)


def _remove(request: MemberRequest, agency: Agency, assignment: SeatAssignment) -> HttpResponse:
    """End somebody's membership because they have left; the seat and the record stay theirs."""
    for membership in agency.memberships.filter(user=assignment.user, state=Approval.APPROVED):
        end_membership(membership=membership, actor=request.user, reason=_("left the agency"))
    messages.success(request, _("Done. You do not see this person any more; what they completed stays theirs."))
    return redirect("training:agency", public_id=agency.public_id)
