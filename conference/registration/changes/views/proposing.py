"""Propose a colleague, or take the proposal back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from billing.orders.access import guard
from conference.registration.changes.access import Access, open_place
from conference.registration.changes.forms import ColleagueForm
from conference.registration.changes.models import substitution_fee
from conference.registration.changes.services.exchanging import Pending
from conference.registration.changes.services.substituting import (
    BoundByName,
    NotColleagues,
    NotPossible,
    may_answer_for,
    propose,
    withdraw,
)
from conference.registration.services.naming import PlaceClosed
from core.ratelimit.services import allow

PROPOSALS_PER_DAY = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Ask who shall come, and write to both."""
    access = open_place(request, year, public_id, secret)
    place = access.place
    posted = request.method == "POST"
    form = ColleagueForm(request.POST if posted else None, label_suffix="")
    if posted and form.is_valid():
        if not allow(f"substitution:{place.pk}", limit=PROPOSALS_PER_DAY, seconds=86_400):
            return render(request, "errors/429.html", status=429)
        said = _propose(access, form)
        if not said:
            messages.success(request, _("We have written. Nothing changes until both have agreed."))
            return redirect(access.url("changes"))
        form.add_error(None, said)
    context = {
        "place": place,
        "edition": place.edition,
        "form": form,
        "fee": substitution_fee(place.edition, place.edition.today()),
        "currency": place.order.currency,
        "back": access.url("changes"),
        "is_buyer": access.is_buyer,
    }
    page = render(
        request, "conference/registration/changes/colleague.html", context, status=422 if form.errors else 200
    )
    return guard(page)


def _propose(access: Access, form: ColleagueForm) -> str:
    """Propose; return the sentence that says why not, or an empty text."""
    place, user = access.place, access.user
    by_person = not access.is_buyer and may_answer_for(place.email, user)
    try:
        propose(place=place, **form.cleaned_data, actor=user, by_person=by_person)
    except NotPossible:
        return _("No colleague can be sent here any more. Write to us.")
    except NotColleagues:
        return _("The address is not of the same agency. If it is, write to us.")
    except BoundByName:
        return _("This place was given to the person by name. Write to us.")
    except Pending:
        return _("Another change of this place is not decided yet. Finish it or take it back first.")
    except PlaceClosed:
        return _("This place cannot be changed here any more. Write to us.")
    return ""


@never_cache
@require_POST
def take_back(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Take the proposal back."""
    access = open_place(request, year, public_id, secret)
    withdraw(place=access.place, actor=access.user)
    messages.success(request, _("The proposal is taken back."))
    return redirect(access.url("changes"))
