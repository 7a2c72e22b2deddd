"""Slides and handouts of one's own sessions: sent, replaced, looked at, taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.agenda.models import Session
from conference.materials.models import Handout, HandoutVersion
from conference.materials.policy import Policy, is_marked, policy_of
from conference.materials.services import NeedsPdf, TooMany, add_handout, add_version, can_be_given, remove_handout
from conference.proposals.authors import Author, author_of
from conference.proposals.portal.forms import NewerSlidesForm, SlidesForm
from conference.proposals.portal.own import find_speaker
from conference.proposals.portal.views.details import own_session
from conference.proposals.views.access import ask_who, too_often
from conference.speakers.models import Speaker
from core.files.services import serve_private
from core.ratelimit.services import allow, visitor

INVALID = 422
UPLOADS_AN_HOUR = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slides(request: HttpRequest, year: int, speaker: str, session: str) -> HttpResponse:
    """Show what a session has; take a new document."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found = find_speaker(author, year, speaker)
    stored = own_session(found, session)
    if request.method != "POST":
        return _show(request, found, stored, SlidesForm(label_suffix=""))
    return _take(request, author, found, stored, None)


@never_cache
@require_POST
def newer(request: HttpRequest, year: int, speaker: str, session: str, handout: str) -> HttpResponse:
    """Take a newer file of a document."""
    author = author_of(request)
    found = find_speaker(author, year, speaker)
    stored = own_session(found, session)
    if author is None:
        raise Http404
    return _take(request, author, found, stored, _handout(stored, handout))


@never_cache
@require_POST
def remove(request: HttpRequest, year: int, speaker: str, session: str, handout: str) -> HttpResponse:
    """Take a document back."""
    author = author_of(request)
    found = find_speaker(author, year, speaker)
    stored = own_session(found, session)
    remove_handout(handout=_handout(stored, handout), actor=author.user if author else None)
    messages.success(request, _("It is erased and nobody can open it now. Whoever downloaded it before keeps it."))
    return redirect("my_speaking:slides", year, speaker, session)


@never_cache
@require_safe
def file(request: HttpRequest, year: int, speaker: str, session: str, **named: Any) -> HttpResponseBase:
    """Send a version to its speaker, as readers get it."""
    stored = own_session(find_speaker(author_of(request), year, speaker), session)
    versions = _handout(stored, named["handout"]).versions.exclude(state=HandoutVersion.State.CHECKING)
    version = get_object_or_404(versions.exclude(file=None).select_related("file"), number=named["number"])
    if version.file is None:
        raise Http404
    return serve_private(version.file)


def _take(
    request: HttpRequest, author: Author, speaker: Speaker, session: Session, handout: Handout | None
) -> HttpResponse:
    if not allow(f"slides:{visitor(request)}", limit=UPLOADS_AN_HOUR, seconds=3600):
        return too_often(request)
    form = (NewerSlidesForm if handout else SlidesForm)(request.POST, request.FILES, label_suffix="")
    if form.is_valid() and _keep(form, author, session, handout):
        said = _("We have your file. It is being checked and freed of its metadata; that takes a moment.")
        messages.success(request, said)
        return redirect("my_speaking:slides", speaker.edition.year, speaker.slug, session.slug)
    return _show(request, speaker, session, form, INVALID, replaced=handout)


def _keep(form: forms.Form, author: Author, session: Session, handout: Handout | None) -> bool:
    content, kind = form.cleaned_data["file"]
    sent = {"content": content, "kind": kind, "actor": author.user}
    try:
        if handout:
            add_version(handout=handout, **sent)
        else:
            add_handout(session=session, title=form.cleaned_data["title"], **sent)
    except NeedsPdf:
        form.add_error("file", _("Each copy of these slides is marked with its reader's name. Send them as a PDF."))
    except TooMany:
        form.add_error(None, _("This session has twelve documents already. Take one back first."))
    return not form.errors


def _handout(session: Session, public_id: str) -> Handout:
    rows = Handout.objects.kept().filter(session=session).select_related("session")
    return get_object_or_404(rows, public_id=public_id)


def _show(
    request: HttpRequest, speaker: Speaker, session: Session, form: forms.Form, status: int = 200, *,
    replaced: Handout | None = None,
) -> HttpResponse:  # fmt: skip
    handouts = Handout.objects.kept().filter(session=session).prefetch_related("versions__file")
    policy = policy_of(session)
    context: dict[str, Any] = {
        "speaker": speaker,
        "edition": speaker.edition,
        "session": session,
        "policy": policy,
        "is_closed": policy == Policy.NONE,
        "is_marked": is_marked(session),
        "form": SlidesForm(label_suffix="") if replaced else form,
        "handouts": [
            {
                "handout": item,
                "lacks_pdf": item.current is not None and not can_be_given(session, item.current),
                "form": form if item == replaced else NewerSlidesForm(label_suffix="", auto_id=f"id_{item.pk}_%s"),
            }
            for item in handouts
        ],
        "is_withheld": not speaker.is_named,
    }
    with timezone.override(speaker.edition.zone):
        return render(request, "conference/portal/slides.html", context, status=status)
