"""Slides and handouts, given to whoever may have them."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conference.agenda.access import Viewer
from conference.agenda.models import Session
from conference.attendance.models import Scan
from conference.edition.models import Edition
from conference.materials.marking import marked_copy, note_view
from conference.materials.models import Handout, HandoutVersion
from conference.materials.policy import Policy, is_marked, may_read, policy_of
from conference.materials.services import can_be_given
from conference.pages.agenda import visible_sessions
from conference.pages.mine.pages import page_of
from conference.pages.viewers import viewer_of
from conference.registration.places import Registration
from core.files.services import serve_private
from core.ratelimit.services import allow, visitor

RETRY_SECONDS = 3
MARKED_AN_HOUR = 40
FORBIDDEN, TOO_MANY, ACCEPTED = 403, 429, 202


@never_cache
@require_safe
def handout(request: HttpRequest, year: int, public_id: str) -> HttpResponseBase:
    """Give a handout's newest version; a restricted one as the reader's own marked copy."""
    page = page_of(year)
    edition = page.edition
    viewer = viewer_of(request, edition)
    rows = Handout.objects.ready().of(edition).select_related("session__audience").prefetch_related("versions__file")
    found = rows.filter(public_id=public_id).first()
    version = found.current if found else None
    if found is None or version is None or not _is_open(edition, viewer, found.session):
        raise Http404
    session = found.session
    if not may_read(viewer, session, attended=_attended(request, edition, session)):
        if policy_of(session) == Policy.NONE:
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return _refuse(request, page, session, _reason(session))
    if not can_be_given(session, version):
        return _refuse(request, page, session, _("Its speaker was asked for a PDF; come back later."))
    if not is_marked(session):
        return _give(version)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _give_marked(request, page, version)


def _is_open(edition: Edition, viewer: Viewer, session: Session) -> bool:
    views = visible_sessions(edition, viewer)
    return any(view.code == session.code and view.is_open for view in views)


def _attended(request: HttpRequest, edition: Edition, session: Session) -> bool:
    """Return whether the reader was scanned in: at the session's door, or at the entrance where that has none."""
    if policy_of(session) != Policy.ATTENDED or not request.user.is_authenticated:
        return False
    places = Registration.objects.of(edition).of_user(request.user)
    door = session if session.attendance_tracking != Session.Tracking.NONE else None
    return Scan.objects.of(edition).counting().filter(registration__in=places, session=door).exists()


def _give(version: HandoutVersion) -> HttpResponseBase:
    if version.file is None:
        raise Http404
    return serve_private(version.file)


def _give_marked(request: HttpRequest, page: Any, version: HandoutVersion) -> HttpResponseBase:
    if not allow(f"marked-copy:{visitor(request)}", limit=MARKED_AN_HOUR, seconds=3600):
        return _refuse(request, page, version.handout.session, _("Too many at once. Try again in an hour."), TOO_MANY)
    copy = marked_copy(version=version, reader=request.user)
    if copy is not None:
        note_view(version=version, reader=request.user)
        return serve_private(copy)
    context = {"retry": RETRY_SECONDS, "section": "session", "what": _("Your copy of the slides")}
    response: HttpResponse = page.show(request, "being_made", context)
    response.status_code = ACCEPTED
    response["Retry-After"] = str(RETRY_SECONDS)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _reason(session: Session) -> str:
    reasons = {
        Policy.ATTENDED: _("These slides are for those who attended the session. We have no scan of you at its door; "
                           "if you were there, tell the desk."),
        Policy.CLEARED: _("These slides are for those who are cleared for the session."),
    }  # fmt: skip
    return reasons.get(policy_of(session), _("These slides are for registered attendees."))


def _refuse(request: HttpRequest, page: Any, session: Session, reason: str, status: int = FORBIDDEN) -> HttpResponse:
    context = {"reason": reason, "session": session, "section": "session"}
    response: HttpResponse = page.show(request, "handout_closed", context)
    response.status_code = status
    return response
