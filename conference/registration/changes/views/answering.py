"""The page behind a substitution's link: each side agrees or says no, once."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.orders.access import guard
from conference.registration.capacity import SoldOut
from conference.registration.changes.models import Substitution
from conference.registration.changes.services.substituting import LinkOver, agree, decline, may_answer, proposal_of
from conference.registration.forms import PersonForm
from conference.registration.questions.asking import is_file
from conference.registration.questions.models import OptionPlace, free_questions
from conference.registration.steps import buyer_of
from core.ratelimit.services import allow, visitor
from people.accounts.models import User

OPENED_PER_HOUR = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def substitution(request: HttpRequest, year: int, token: str) -> HttpResponseBase:
    """Ask one side; a link that is used, unknown, over or another account's is answered alike."""
    if not allow(f"substitution-link:{visitor(request)}", limit=OPENED_PER_HOUR, seconds=3600):
        return render(request, "errors/429.html", status=429)
    found = proposal_of(token)
    if found is None or found[0].registration.edition.year != year:
        return _over(request)
    proposal, leaves = found
    user = buyer_of(request)
    if not may_answer(proposal, leaves=leaves, user=user):
        return _over(request) if user else redirect_to_login(request.get_full_path())
    return _answer(request, proposal, leaves, token, user)


def _answer(
    request: HttpRequest, proposal: Substitution, leaves: bool, token: str, user: User | None
) -> HttpResponseBase:
    """Show one side's question, or take the answer."""
    form = None if leaves else _form(request, proposal)
    posted = request.method == "POST"
    try:
        if posted and request.POST.get("act") == "decline":
            decline(token=token, user=user)
            return _page(request, proposal, leaves, None, answered="declined")
        if posted and (form is None or form.is_valid()):
            done = agree(token=token, user=user, person=form.person() if form else None)
            return _page(request, done, leaves, None, answered="agreed")
    except LinkOver:
        return _over(request)
    except SoldOut as full:
        if form:
            form.add_error(None, str(full.what))
    return _page(request, proposal, leaves, form)


def _form(request: HttpRequest, proposal: Substitution) -> PersonForm:
    place = proposal.registration
    posted = request.method == "POST"
    data: Any = None
    if posted:
        # The address is the one that was invited, whatever is posted.
        data = request.POST.copy()
        data["p0-email"] = proposal.email
    questions = [version for version in free_questions(place.edition) if not is_file(version)]
    form = PersonForm(
        data,
        prefix="p0",
        edition=place.edition,
        ticket_type=place.ticket_type,
        naming=True,
        questions=questions,
        options_taken=OptionPlace.taken(place.edition),
        initial={"name": proposal.name, "email": proposal.email},
        label_suffix="",
    )
    for name in ("days", "proof_file"):
        form.fields.pop(name, None)
    form.fields["email"].disabled = True
    return form


def _page(
    request: HttpRequest, proposal: Substitution, leaves: bool, form: PersonForm | None, *, answered: str = ""
) -> HttpResponse:
    place = proposal.registration
    context = {
        "edition": place.edition,
        "ticket_type": place.ticket_type,
        # Only the name that was typed goes to the other side, and nothing at all of who leaves.
        "name": proposal.name if leaves else "",
        "leaves": leaves,
        "form": form,
        "answered": answered,
        "until": place.edition.local(proposal.until),
    }
    status = 422 if form is not None and form.errors else 200
    return guard(render(request, "conference/registration/changes/substitution.html", context, status=status))


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "conference/registration/changes/over.html", status=404)
