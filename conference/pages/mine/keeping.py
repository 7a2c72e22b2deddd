"""What the pages' script asks of a person's agenda: what is kept, and to take over what a browser kept before."""

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.agenda.models import Session
from conference.agenda.placed import published
from conference.agenda.projection import project
from conference.pages.mine.pages import page_of
from conference.pages.models import ConferencePage
from conference.registration.personal.models import SavedSession
from conference.registration.personal.services import save_sessions

MOST = 400
LONGEST = 40
SIGN_IN = 401


class CodesField(forms.MultipleChoiceField):
    """Codes of sessions, as many as an agenda may have; whether they exist is found out afterwards."""

    def valid_value(self, value: str) -> bool:
        """Accept anything that could be a code."""
        return 0 < len(value) <= LONGEST

    def validate(self, value: list[str]) -> None:
        """Refuse more than any edition has."""
        super().validate(value)
        if len(value) > MOST:
            raise forms.ValidationError(_("These are too many sessions."))


class CodesForm(forms.Form):
    """What a browser kept."""

    code = CodesField()


@never_cache
@require_safe
def kept(request: HttpRequest, year: int) -> HttpResponse:
    """Return the codes of the sessions that the reader keeps."""
    if not request.user.is_authenticated:
        return _refuse(SIGN_IN, _("Sign in first."))
    rows = SavedSession.objects.filter(user=request.user, session__edition=page_of(year).edition)
    return JsonResponse({"kept": sorted(rows.values_list("session__code", flat=True))})


@never_cache
@require_POST
def merge(request: HttpRequest, year: int) -> HttpResponse:
    """Keep the sessions that a browser kept before its reader signed in; say which are new.

    What the reader may not know of, or is gone from the agenda, is left out without a word about it.
    """
    if not request.user.is_authenticated:
        return _refuse(SIGN_IN, _("Sign in first."))
    form = CodesForm(request.POST)
    if not form.is_valid():
        return _refuse(422, *(str(error) for error in form.errors.get("code", ())))
    page = page_of(year)
    known = _known(page, request, form.cleaned_data["code"])
    fresh = save_sessions(user=request.user, sessions=known)
    return JsonResponse({"added": [{"code": item.code, "title": known[item]} for item in fresh]})


def _known(page: ConferencePage, request: HttpRequest, codes: list[str]) -> dict[Session, str]:
    """Return the sessions that the reader may know of, with the titles that they may see."""
    viewer = page.viewer(request)
    found = published(page.edition, Q(session__code__in=codes))
    views = [(placed.session, project(placed, viewer, page.edition)) for placed in found]
    return {session: view.title for session, view in views if view}


def _refuse(status: int, *sentences: str) -> JsonResponse:
    return JsonResponse({"errors": list(sentences)}, status=status)
