"""What is published of somebody and of their sessions: changed, hidden, asked for, taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.agenda.models import Session, VersionSpeaker
from conference.proposals.authors import author_of
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.changes.services import Decided, Field, ask, current_text, take_back
from conference.proposals.portal.forms import NameForm, PublicationForm, TextsForm
from conference.proposals.portal.own import find_speaker
from conference.proposals.portal.services.telling import save_flags
from conference.proposals.portal.views.details import own_session, say_kept, show
from conference.proposals.views.access import ask_who
from conference.speakers.models import Speaker

INVALID = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, year: int, speaker: str) -> HttpResponse:
    """Show and take the name."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found, title = find_speaker(author, year, speaker), _("Name")
    if request.method != "POST":
        return show(request, found, NameForm(initial={"name": _asked(found, None, Field.NAME)}, label_suffix=""), title)
    form = NameForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, found, form, title, INVALID)
    change = ask(speaker=found, field=Field.NAME, text=form.cleaned_data["name"], actor=author.user)
    say_kept(request, waits=change is not None)
    return redirect("my_speaking:own")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, year: int, speaker: str, session: str) -> HttpResponse:
    """Show and take a session's title and abstract."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found, title = find_speaker(author, year, speaker), _("Title and abstract")
    stored = own_session(found, session)
    if request.method != "POST":
        first: dict[str, Any] = {field: _asked(found, stored, field) for field in (Field.TITLE, Field.ABSTRACT)}
        return show(request, found, TextsForm(initial=first, label_suffix=""), title, session=stored)
    form = TextsForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, found, form, title, INVALID, session=stored)
    values = form.cleaned_data
    asked = [
        ask(speaker=found, session=stored, field=field, text=values[field], actor=author.user)
        for field in (Field.TITLE, Field.ABSTRACT)
    ]
    say_kept(request, waits=any(asked))
    return redirect("my_speaking:own")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, year: int, speaker: str) -> HttpResponse:
    """Show and take what everybody may know; it holds at once, and the page says what it cannot reach."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found = find_speaker(author, year, speaker)
    first = {"name": found.publish_name, "photo": found.publish_photo, "organization": found.publish_organization}
    form = PublicationForm(request.POST if request.method == "POST" else None, initial=first, label_suffix="")
    if request.method == "POST" and form.is_valid():
        save_flags(speaker=found, actor=author.user, **form.cleaned_data)
        messages.success(request, _("That holds now, on every page and in every file that is made from here on."))
        return redirect("my_speaking:publication", year, speaker)
    context = {"speaker": found, "edition": found.edition, "form": form, "since": _public_since(found)}
    return render(request, "conference/portal/publication.html", context)


@never_cache
@require_POST
def withdraw(request: HttpRequest, year: int, speaker: str, change: str) -> HttpResponse:
    """Take a change back that waits."""
    author = author_of(request)
    found = find_speaker(author, year, speaker)
    if author is None:
        raise Http404
    waiting = get_object_or_404(ChangeRequest, speaker=found, public_id=change)
    try:
        take_back(change=waiting, actor=author.user)
        messages.success(request, _("Your change is taken back; all stays as it is."))
    except Decided:
        messages.info(request, _("The organizers have decided on it already."))
    return redirect("my_speaking:own")


def _asked(speaker: Speaker, session: Session | None, field: str) -> str:
    """Return what somebody asked for last, else what stands."""
    rows = ChangeRequest.objects.waiting().filter(field=field)
    waiting = rows.filter(session=session) if session else rows.filter(speaker=speaker)
    found = waiting.first()
    return found.proposed if found else current_text(speaker, session, field)


def _public_since(speaker: Speaker) -> Any:
    """Return when the first version of the agenda with the speaker was published, or None."""
    rows = VersionSpeaker.objects.filter(speaker=speaker).order_by("entry__version__published_at")
    return rows.values_list("entry__version__published_at", flat=True).first()
