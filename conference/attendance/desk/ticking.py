"""The room monitor's list: who is expected at a session's door, by initials and surname, ticked in and out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.attendance.desk.forms import TickForm
from conference.attendance.desk.views import own_door
from conference.attendance.doors import Door
from conference.attendance.expected import expected, is_open
from conference.attendance.services.scanning import Answer, short_name
from conference.attendance.services.ticking import NotExpected, tick
from core.audit.services import record
from core.codes import public_id
from people.accounts.requests import MemberRequest

PER_PAGE = 40


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: MemberRequest, year: int, slug: str) -> HttpResponse:
    """Show the list while the door is open, and take ticks; that somebody looked at it is recorded."""
    door = own_door(request, year, slug)
    if door.session is None:
        raise Http404
    if not is_open(door):
        return _page(request, door, status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        record(actor=request.user, action="attendance.list_read", obj=door.session)
        return _page(request, door, rows=_rows(request, door))
    form = TickForm(request.POST)
    if not form.is_valid():
        return _page(request, door, 422, rows=_rows(request, door), error=_("This is no tick. Press a button below."))
    place, direction = form.cleaned_data["place"], form.cleaned_data["direction"]
    try:
        answer = tick(
            door=door, session=door.session, place=place, direction=direction, key=form.cleaned_data["key"],
            actor=request.user,
        )  # fmt: skip
    except NotExpected:
        error = _("This person is not on the list any more. Ask the desk.")
        return _page(request, door, 409, rows=_rows(request, door), error=error)
    return _page(request, door, rows=_rows(request, door, place, answer))


def _rows(request: MemberRequest, door: Door, place: str = "", answer: Answer | None = None) -> dict[str, Any]:
    """Return a page of the list; the row that was just ticked has its answer."""
    assert door.session is not None  # noqa: S101 - only sessions have a list
    asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
    page = Paginator(expected(door, door.session, asked), PER_PAGE).get_page(request.GET.get("p"))
    found = [
        {
            "place": row.public_id,
            "person": short_name(row.display_name, row.family_name),
            "went": row.went,  # type: ignore[attr-defined]
            "went_at": row.went_at,  # type: ignore[attr-defined]
            "answer": answer if row.public_id == place else None,
        }
        for row in page
    ]
    return {"found": found, "page": page, "asked": asked}


def _page(request: MemberRequest, door: Door, status: int = 200, *, rows: Any = None, error: str = "") -> HttpResponse:
    context = {"door": door, "edition": door.edition, "session": door.session, "rules": door.rules,
               "key": public_id(), "error": error, "is_open": rows is not None, **(rows or {})}  # fmt: skip
    return render(request, "conference/desk/people.html", context, status=status)
