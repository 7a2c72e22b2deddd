"""A person's own attendance: what is proved, what is missing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.intervals import minutes
from conference.agenda.models import Session
from conference.attendance.pairing import Flag
from conference.attendance.presence import presences
from conference.edition.models import Edition
from conference.registration.places import Registration
from people.accounts.requests import MemberRequest


@login_required
@never_cache
@require_safe
def own_attendance(request: MemberRequest, year: int) -> HttpResponse:
    """The sessions of an edition at whose doors the reader was scanned."""
    edition = Edition.objects.published().filter(year=year).first()
    places = Registration.objects.of_user(request.user).filter(edition=edition) if edition else None
    if edition is None or places is None or not places.exists():
        raise Http404
    found = presences(edition=edition, registrations=list(places.values_list("pk", flat=True)))
    sessions = Session.objects.in_bulk({session for _place, session in found})
    rows: list[dict[str, Any]] = [
        {
            "session": sessions[session],
            "spans": presence.spans,
            "minutes": int(minutes(presence.spans)),
            "no_in": Flag.NO_IN in presence.flags,
            "no_out": Flag.NO_OUT in presence.flags,
        }
        for (_place, session), presence in found.items()
    ]
    rows.sort(key=lambda row: (row["session"].starts_at, row["session"].code))
    return render(request, "conference/desk/own.html", {"edition": edition, "rows": rows})
