"""A person's agenda: shown, changed, and fed to their calendar."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.agenda.access import passes_audience
from conference.agenda.models import Session
from conference.pages.mine.agenda import own_agenda, own_places, own_sessions, own_withdrawn, session_for
from conference.pages.mine.calendar import own_calendar
from conference.pages.mine.pages import page_of
from conference.pages.models import ConferencePage
from conference.registration.personal.models import AgendaFeed, SignUp
from conference.registration.personal.services import (
    NoSignUp,
    drop_session,
    feed_of,
    leave_session,
    make_feed,
    revoke_feed,
    save_session,
    sign_up,
)
from core.ratelimit.services import allow, visitor
from people.accounts.requests import MemberRequest

FEEDS_A_MINUTE = 60


# What needs no words when a script asks: the button itself says how it stands.
KEEPING = {"save": save_session, "drop": drop_session}


class ActForm(forms.Form):
    """What to do with which session, and where to go back to."""

    ACTS = ("save", "drop", "sign_up", "leave")
    act = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    code = forms.CharField(max_length=40)
    next = forms.CharField(max_length=300, required=False)


@never_cache
@require_safe
def mine(request: HttpRequest, year: int) -> HttpResponseBase:
    """Show the person's agenda; to somebody without an account what their browser keeps."""
    page = page_of(year)
    if not request.user.is_authenticated:
        return page.show(request, "kept", {})
    return _show(cast("MemberRequest", request), page)


def _show(request: MemberRequest, page: ConferencePage, **more: Any) -> HttpResponseBase:
    edition = page.edition
    own = own_agenda(request.user, edition, page.viewer(request))
    feed = AgendaFeed.objects.filter(user=request.user, edition=edition).first()
    with timezone.override(edition.zone):
        response = page.show(request, "mine", {"own": own, "feed": feed, **more})
        response.render()  # type: ignore[attr-defined]
    return response


@login_required
@require_POST
def act(request: MemberRequest, year: int) -> HttpResponse:
    """Save, drop, sign up or leave; the answer is said on the page one came from."""
    page = page_of(year)
    form = ActForm(request.POST)
    if not form.is_valid():
        raise Http404
    viewer = page.viewer(request)
    session = session_for(page.edition, viewer, form.cleaned_data["code"])
    if session is None:
        raise Http404
    name = form.cleaned_data["act"]
    if wants_json(request) and name in KEEPING:
        KEEPING[name](user=request.user, session=session)
        return JsonResponse({"kept": name == "save"})
    if name == "save":
        save_session(user=request.user, session=session)
        messages.success(request, _("It is in your agenda."))
    elif name == "drop":
        drop_session(user=request.user, session=session)
        messages.success(request, _("It is no longer in your agenda."))
    else:
        _take_or_leave(request, page, session, takes=name == "sign_up")
    own = reverse("conference_pages:mine", args=[year])
    target = form.cleaned_data["next"]
    return redirect(target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else own)


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script asks."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _take_or_leave(request: MemberRequest, page: ConferencePage, session: Session, *, takes: bool) -> None:
    places = own_places(request.user, page.edition)
    if not places or (takes and not passes_audience(page.viewer(request), session)):
        messages.error(request, _("Sign-up is for registered attendees to whom the session is open."))
        return
    if not takes:
        for place in places:
            leave_session(registration=place, session=session)
        messages.success(request, _("You gave it back."))
        return
    try:
        turn = sign_up(registration=places[0], session=session)
    except NoSignUp:
        messages.error(request, _("One cannot sign up for this session now."))
        return
    placed = turn.state == SignUp.State.PLACED
    messages.success(request, _("You have a place.") if placed else _("It is full; you are on the waitlist."))


@login_required
@never_cache
@require_POST
def feed(request: MemberRequest, year: int) -> HttpResponseBase:
    """Make a calendar address, shown this once, or revoke it."""
    page = page_of(year)
    if "revoke" in request.POST:
        revoke_feed(user=request.user, edition=page.edition)
        messages.success(request, _("The calendar address answers no more."))
        return redirect("conference_pages:mine", year=year)
    token = make_feed(user=request.user, edition=page.edition)
    address = reverse("conference_pages:own_calendar", args=[year, token])
    return _show(request, page, feed_address=request.build_absolute_uri(address))


@never_cache
@require_safe
def calendar(request: HttpRequest, year: int, token: str) -> HttpResponse:
    """Answer a calendar program: public titles only, since a phone is not a cleared device."""
    if not allow(f"agenda-feed:{visitor(request)}", limit=FEEDS_A_MINUTE, seconds=60):
        return HttpResponse(_("Too many requests."), status=429, content_type="text/plain; charset=utf-8")
    found = feed_of(token)
    if found is None or found.edition.year != year:
        raise Http404
    held, gone = own_sessions(found.user, found.edition), own_withdrawn(found.user, found.edition)
    content = own_calendar(found.edition, held, gone, now=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="my-agenda.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
