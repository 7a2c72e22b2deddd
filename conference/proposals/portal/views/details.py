"""The screens of the tasks that are typed: biography, disclosure, technical needs, objectives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.agenda.models import Session
from conference.agenda.services.locking import StaleSession
from conference.proposals.authors import Author, author_of
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.changes.services import Field, ask
from conference.proposals.checklist import Task
from conference.proposals.models import PresenterIdentity
from conference.proposals.portal.forms import BiographyForm, DisclosureForm, NeedsForm, ObjectivesForm
from conference.proposals.portal.own import find_speaker, own_places, own_speakers
from conference.proposals.portal.services.telling import (
    save_disclosure,
    save_needs,
    save_objectives,
)
from conference.proposals.views.access import ask_who
from conference.speakers.models import Speaker
from conference.speakers.profile import true_profile

CONFLICT, INVALID = 409, 422


@dataclass(frozen=True)
class Detail:
    """A task that is one form about a speaker."""

    title: str | Promise
    form: type[forms.Form]
    initial: Callable[[Speaker, Author], dict[str, Any]]
    save: Callable[[Speaker, dict[str, Any], Any], object]


def _biography(speaker: Speaker, author: Author) -> dict[str, Any]:
    waiting = ChangeRequest.objects.waiting().filter(speaker=speaker, field=Field.BIOGRAPHY).first()
    asked = waiting.proposed if waiting else ""
    return {"bio": asked or true_profile(speaker).bio or last_year(speaker, author)[0]}


def _disclosure(speaker: Speaker, author: Author) -> dict[str, Any]:
    if speaker.identity.disclosure:
        return {"disclosure": speaker.identity.disclosure}
    said = PresenterIdentity.objects.filter(presenter__speaker=speaker).order_by("-pk")
    return {"disclosure": next((item.disclosure for item in said if item.disclosure), "")}


def _needs(speaker: Speaker, author: Author) -> dict[str, Any]:
    return {"needs": speaker.av_needs, "nothing": bool(speaker.av_answered_at and not speaker.av_needs)}


DETAILS = {
    Task.BIOGRAPHY: Detail(
        title=gettext_lazy("Biography"),
        form=BiographyForm,
        initial=_biography,
        save=lambda speaker, values, actor: ask(
            speaker=speaker, field=Field.BIOGRAPHY, text=values["bio"], actor=actor
        ),
    ),
    Task.DISCLOSURE: Detail(
        title=gettext_lazy("Disclosure of interests"),
        form=DisclosureForm,
        initial=_disclosure,
        save=lambda speaker, values, actor: save_disclosure(speaker=speaker, text=values["disclosure"], actor=actor),
    ),
    Task.AV: Detail(
        title=gettext_lazy("Technical needs"),
        form=NeedsForm,
        initial=_needs,
        save=lambda speaker, values, actor: save_needs(speaker=speaker, needs=values["needs"], actor=actor),
    ),
}


def last_year(speaker: Speaker, author: Author) -> tuple[str, Speaker | None]:
    """Return the biography of the same person's newest earlier edition, and whose it is; nothing for newcomers."""
    earlier = own_speakers(author).filter(edition__year__lt=speaker.edition.year)
    for former in earlier.select_related("edition", "identity").order_by("-edition__year"):
        text = true_profile(former).bio
        if text:
            return text, former
    return "", None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, year: int, speaker: str, task: Task) -> HttpResponse:
    """Show and take one of them."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found, asked = find_speaker(author, year, speaker), DETAILS[task]
    if request.method != "POST":
        form = asked.form(initial=asked.initial(found, author), label_suffix="")
        is_new = task == Task.BIOGRAPHY and not true_profile(found).bio
        return show(request, found, form, asked.title, former=last_year(found, author)[1] if is_new else None)
    form = asked.form(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, found, form, asked.title, INVALID)
    kept = asked.save(found, form.cleaned_data, author.user)
    say_kept(request, waits=isinstance(kept, ChangeRequest))
    return redirect("my_speaking:own")


def say_kept(request: HttpRequest, *, waits: bool) -> None:
    """Say that a change is kept, and what becomes of it."""
    waiting = _(
        "Thank you. It is published, so the organizers look at the change first; until then all stays as it is."
    )
    messages.success(request, waiting if waits else _("Saved. Thank you."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objectives(request: HttpRequest, year: int, speaker: str, session: str) -> HttpResponse:
    """Show and take the objectives of a session in which the person stands."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found = find_speaker(author, year, speaker)
    stored = own_session(found, session)
    title = _("Learning objectives")
    if request.method != "POST":
        first = {"objectives": stored.learning_objectives, "revision": stored.revision}
        return show(request, found, ObjectivesForm(initial=first, label_suffix=""), title, session=stored)
    form = ObjectivesForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, found, form, title, INVALID, session=stored)
    try:
        values = form.cleaned_data
        save_objectives(session=stored, objectives=values["objectives"], expected=values["revision"], actor=author.user)
    except StaleSession as stale:
        data = request.POST.copy()
        data["revision"] = str(stale.session.revision)
        form.data = data
        form.add_error(None, _("Somebody changed the session meanwhile. Look at theirs below, then save yours again."))
        return show(request, found, form, title, CONFLICT, session=stored, theirs=stale.session.learning_objectives)
    messages.success(request, _("Saved. Thank you."))
    return redirect("my_speaking:own")


def own_session(speaker: Speaker, slug: str) -> Session:
    """Return a session of which the speaker may know and in which they still stand; raises Http404."""
    place = own_places([speaker]).standing().filter(session__slug=slug).first()
    if place is None:
        raise Http404
    return place.session


def show(
    request: HttpRequest, speaker: Speaker, form: forms.Form, title: object, status: int = 200, **more: Any
) -> HttpResponse:
    """Render a task's screen in the venue's time."""
    with timezone.override(speaker.edition.zone):
        context = {"speaker": speaker, "edition": speaker.edition, "form": form, "title": title, **more}
        return render(request, "conference/portal/task.html", context, status=status)
