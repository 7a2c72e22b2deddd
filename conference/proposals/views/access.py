"""Which proposal an address is about, and whether the reader may have it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from conference.proposals.authors import Author, author_of
from conference.proposals.models import Call, Presenter, Proposal
from conference.proposals.states import Part

TOO_MANY = 429


@dataclass(frozen=True)
class Own:
    """A proposal with the person who opened it and their part in it."""

    author: Author
    proposal: Proposal
    part: Presenter


def find_call(year: int) -> Call:
    """Return the call of a published edition once it has opened; raises Http404."""
    return get_object_or_404(Call.objects.of_year(year), edition__year=year)


def find_own(request: HttpRequest, year: int, public_id: str, *, leads: bool = False) -> Own:
    """Return the proposal if the reader takes part in it, or leads it; raises Http404, the same as for none."""
    author = author_of(request)
    if author is None:
        raise Http404
    parts = author.parts().filter(
        state=Part.ACCEPTED, proposal__public_id=public_id, proposal__call__edition__year=year
    )
    rows = parts.select_related("proposal__call__edition", "identity")
    part = rows.filter(is_lead=True).first() or (None if leads else rows.first())
    if part is None:
        raise Http404
    return Own(author, part.proposal, part)


def ask_who(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Send a stranger to where one says who one is: the call's page, else the sign-in."""
    if year is not None:
        return redirect("proposals:call", year=year)
    return redirect_to_login(request.get_full_path())


def page(request: HttpRequest, call: Call, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page below the edition, in the venue's time."""
    edition = call.edition
    with timezone.override(edition.zone):
        shared = {
            "call": call,
            "edition": edition,
            "base_url": f"/conference/{edition.year}/",
            "sale_is_open": edition.sale_is_open(timezone.now()),
            "call_is_open": call.is_open(timezone.now()),
            "section": "call",
        }
        return render(request, f"conference/proposals/{template}.html", {**shared, **context}, status=status)


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that it was too often."""
    return render(request, "errors/429.html", status=TOO_MANY)
