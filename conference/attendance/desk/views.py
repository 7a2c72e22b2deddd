"""The desk's pages. They hold nobody but the answer to a scan; the one list there is has a page of its own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from conference.attendance.desk.decoder import decoder_url
from conference.attendance.desk.forms import ScanForm, ScanIn, first_words
from conference.attendance.doors import Door, door_at, doors_of, rules_of
from conference.attendance.lookup import Reading, inside
from conference.attendance.models import Scan
from conference.attendance.pairing import Direction
from conference.attendance.services.scanning import Answer, CannotUndo, record_scan, undo_scan
from conference.edition.models import Edition
from conference.permissions import can_scan
from core.codes import public_id
from core.middleware import permissions_policy
from people.accounts.requests import MemberRequest

MOST_BYTES = 2_000


def own_door(request: MemberRequest, year: int, slug: str) -> Door:
    """Return a door for somebody who works at the desk; raises PermissionDenied and Http404."""
    if not can_scan(request.user):
        raise PermissionDenied
    door = door_at(year, slug)
    if door is None:
        raise Http404
    return door


@login_required
@never_cache
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Choose where one stands."""
    if not can_scan(request.user):
        raise PermissionDenied
    year = request.GET.get("year", "")
    editions = Edition.objects.published()
    chosen = editions.filter(year=int(year)).first() if year.isascii() and year.isdigit() and len(year) == 4 else None
    edition = chosen or editions.current()
    if edition is None:
        raise Http404
    doors, rules, now = doors_of(edition), rules_of(edition), timezone.now()
    begun = [session for session in doors if Door(edition, rules, session).opens_at <= now]
    taking = [session for session in begun if session.ends_at and now < session.ends_at]
    context = {"edition": edition, "editions": editions, "doors": doors, "taking": taking, "rules": rules}
    return render(request, "conference/desk/desk.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: MemberRequest, year: int, slug: str) -> HttpResponse:
    """Scan at one door, by form; the answer stands above it."""
    where = own_door(request, year, slug)
    way = request.POST.get("direction") or request.GET.get("direction")
    initial = {"direction": way if way in Direction.values else Direction.IN, "key": public_id()}
    form = ScanForm(request.POST or None)
    if request.method != "POST":
        return _page(request, where, ScanForm(initial=initial))
    if not form.is_valid():
        return _page(request, where, form, status=422)
    values = form.cleaned_data
    client = f"form-{request.user.pk}"
    answer = record_scan(
        door=where, reading=Reading(values["code"], values["direction"], client, values["key"]), actor=request.user
    )
    return _page(request, where, ScanForm(initial={**initial, "direction": values["direction"]}), answer=answer)


def _page(request: HttpRequest, where: Door, form: ScanForm, *, status: int = 200, **context: Any) -> HttpResponse:
    answer = context.get("answer")
    values = {
        "room": room_words(where, answer.inside if answer else inside(where)),
        "decoder": decoder_url(),
        "door": where,
        "edition": where.edition,
        "session": where.session,
        "rules": where.rules,
        "form": form,
    }
    response = render(request, "conference/desk/door.html", {**values, **context}, status=status)
    response["Permissions-Policy"] = permissions_policy("camera")
    return response


@login_required
@never_cache
@require_POST
def scan(request: MemberRequest, year: int, slug: str) -> JsonResponse:
    """Take a scan from the desk's script; the same act sent again gets the same answer."""
    where = own_door(request, year, slug)
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"error": _("This is no scan.")}, status=413)
    try:
        read = ScanIn.model_validate_json(request.body)
    except ValidationError as error:
        return JsonResponse({"error": first_words(error)}, status=422)
    answer = record_scan(door=where, reading=read.reading(), actor=request.user)
    return JsonResponse(as_json(where, answer))


def as_json(door: Door, answer: Answer) -> dict[str, Any]:
    """Return what the desk shows: initials and surname, colour, shape, words; nothing else of a person."""
    return {
        "scan": answer.scan.sequence,
        "kind": answer.look.kind,
        "shape": answer.look.shape,
        "words": str(answer.look.words),
        "reason": str(answer.reason.label),
        "person": answer.person,
        "room": room_words(door, answer.inside),
    }


def room_words(door: Door, number: int | None) -> str:
    """Return how full a room is, nothing where it has no limit or nobody counted."""
    if number is None or door.session is None or door.session.capacity is None:
        return ""
    return _("%(n)d of %(of)d inside") % {"n": number, "of": door.session.capacity}


@login_required
@require_POST
def undo(request: MemberRequest, year: int, slug: str, sequence: int) -> HttpResponse:
    """Take a scan back within a quarter of an hour."""
    where = own_door(request, year, slug)
    found = get_object_or_404(Scan.objects.of(where.edition), sequence=sequence, session=where.session)
    try:
        undo_scan(scan=found, actor=request.user)
    except CannotUndo:
        messages.error(request, _("This scan cannot be undone here any more. Ask the credit staff."))
    else:
        messages.success(request, _("Undone. The scan counts nothing."))
    return redirect("desk:door", year=year, slug=slug)
