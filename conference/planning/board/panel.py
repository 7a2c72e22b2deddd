"""The board's side panel: a session's form as a fragment, saved in place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.generic import View

from conference.agenda.models import Session
from conference.agenda.services.editing import add_session, change_session
from conference.edition.models import Edition
from conference.permissions import can_edit_agenda, can_see_registrations
from conference.planning.board.forms import PanelForm
from conference.planning.board.state import after_change
from conference.planning.board.views import answered, edition_of
from core.admin.screens import Guarded

TEMPLATE = "conference/admin/board/panel.html"
# A blocker is the organizers' own: it keeps a room free and is never published.
BLOCKER = {"type": "meeting", "visibility": Session.Visibility.PRIVATE, "title": "Blocked", "public_title": "Blocked"}


class Panel(Guarded, View):
    """One session's form, or an empty one."""

    allowed = can_edit_agenda

    def get(self, request: HttpRequest, year: int, code: str = "") -> HttpResponse:
        """Return the form."""
        edition = edition_of(year)
        initial = BLOCKER if "blocker" in request.GET else {}
        return self._show(PanelForm(instance=_session(edition, code), edition=edition, initial=initial), 200)

    def post(self, request: HttpRequest, year: int, code: str = "") -> HttpResponseBase:
        """Save, and return what the board shows differently now."""
        edition = edition_of(year)
        session = _session(edition, code)
        form = PanelForm(request.POST, instance=session, edition=edition)
        if not form.is_valid():
            return self._show(form, 422)
        return answered(lambda: _saved(form, edition, request.user))

    def _show(self, form: PanelForm, status: int) -> HttpResponse:
        session = form.instance
        speakers = session.appearances.select_related("speaker") if session.pk else ()
        credit = session.credits.select_related("scheme") if session.pk else ()
        sees_sign_ups = session.sign_up and can_see_registrations(self.request.user)
        context = {
            "form": form,
            "session": session,
            "speakers": speakers,
            "credits": credit,
            "sees_sign_ups": sees_sign_ups,
        }
        return render(self.request, TEMPLATE, context, status=status)

    request: HttpRequest


def _session(edition: Edition, code: str) -> Session:
    if not code:
        return Session(edition=edition)
    found = Session.objects.of(edition).filter(code=code).select_related("room", "track", "audience", "edition").first()
    if found is None:
        raise Http404
    return found


def _saved(form: PanelForm, edition: Edition, actor: Any) -> JsonResponse:
    session = form.save(commit=False)
    if session.pk:
        expected = form.cleaned_data["revision"]
        session = change_session(session=session, actor=actor, expected=-1 if expected is None else expected)
    else:
        session = add_session(session=session, actor=actor)
    return JsonResponse({"revision": session.revision, **after_change(edition, [session])})
