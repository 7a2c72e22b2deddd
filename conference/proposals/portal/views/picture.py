"""The picture: sent, looked at, cut, removed. Only its owner sees it here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.proposals.authors import Author, author_of
from conference.proposals.portal.forms import CutForm, PictureForm
from conference.proposals.portal.own import find_speaker, own_speakers
from conference.proposals.views.access import ask_who, too_often
from conference.speakers.models import Headshot, Speaker
from conference.speakers.pictures import NoPicture, OutsideThePicture, cut_picture, remove_picture, set_picture
from core.files.services import serve_private
from core.media.pictures import centre_of, read_stored
from core.ratelimit.services import allow, visitor

CONFLICT, INVALID = 409, 422
UPLOADS_AN_HOUR = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: HttpRequest, year: int, speaker: str) -> HttpResponse:
    """Show the picture; take a new one."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    found = find_speaker(author, year, speaker)
    if request.method != "POST":
        return _show(request, found, author, PictureForm(label_suffix=""))
    if not allow(f"headshot:{visitor(request)}", limit=UPLOADS_AN_HOUR, seconds=3600):
        return too_often(request)
    form = PictureForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _show(request, found, author, form, INVALID)
    set_picture(speaker=found, picture=form.cleaned_data["picture"], actor=author.user)
    messages.success(request, _("We have your picture. Look at the cut below."))
    return redirect("my_speaking:headshot", year, speaker)


@never_cache
@require_POST
def cut(request: HttpRequest, year: int, speaker: str) -> HttpResponse:
    """Cut the picture by numbers, which the script fills in, or in the middle."""
    author = author_of(request)
    found = find_speaker(author, year, speaker)
    kept = getattr(found, "headshot", None)
    if author is None or kept is None:
        raise Http404
    data = request.POST
    if "centre" in data:
        data = vars(centre_of(kept.width, kept.height))  # type: ignore[assignment]
    form = CutForm(data, width=kept.width, height=kept.height, label_suffix="")
    if not form.is_valid():
        return _show(request, found, author, PictureForm(label_suffix=""), INVALID, cut_form=form)
    try:
        cut_picture(speaker=found, cut=form.cut, actor=author.user)
    except (NoPicture, OutsideThePicture):
        form.add_error(None, _("The picture was replaced in another tab. Look at the new one, then cut it."))
        return _show(request, find_speaker(author, year, speaker), author, PictureForm(label_suffix=""), CONFLICT)
    messages.success(request, _("The picture is cut."))
    return redirect("my_speaking:headshot", year, speaker)


@never_cache
@require_POST
def remove(request: HttpRequest, year: int, speaker: str) -> HttpResponse:
    """Erase the picture."""
    author = author_of(request)
    found = find_speaker(author, year, speaker)
    remove_picture(speaker=found, actor=author.user if author else None)
    messages.success(request, _("The picture is erased."))
    return redirect("my_speaking:headshot", year, speaker)


@never_cache
@require_POST
def take_over(request: HttpRequest, year: int, speaker: str) -> HttpResponse:
    """Use the picture of an earlier year."""
    author = author_of(request)
    found = find_speaker(author, year, speaker)
    former = _former(found, author) if author else None
    if author is None or former is None:
        raise Http404
    with former.source.content.open("rb") as content:
        set_picture(speaker=found, picture=read_stored(content.read()), actor=author.user)
    messages.success(request, _("We have your picture. Look at the cut below."))
    return redirect("my_speaking:headshot", year, speaker)


@never_cache
@require_safe
def file(request: HttpRequest, year: int, speaker: str, which: str) -> HttpResponseBase:
    """Send the picture, whole or cut, to its owner."""
    kept = getattr(find_speaker(author_of(request), year, speaker), "headshot", None)
    if kept is None:
        raise Http404
    return serve_private(kept.source if which == "whole" else kept.file, inline=True)


def _former(speaker: Speaker, author: Author) -> Headshot | None:
    """Return the newest picture of the same person in an earlier edition."""
    earlier = own_speakers(author).filter(edition__year__lt=speaker.edition.year)
    rows = Headshot.objects.filter(speaker__in=earlier).select_related("source", "speaker__edition")
    return rows.order_by("-speaker__edition__year").first()


def _show(
    request: HttpRequest, speaker: Speaker, author: Author, form: PictureForm, status: int = 200, *,
    cut_form: CutForm | None = None,
) -> HttpResponse:  # fmt: skip
    kept: Headshot | None = getattr(speaker, "headshot", None)
    if kept and cut_form is None:
        first = {"left": kept.left, "top": kept.top, "side": kept.side}
        cut_form = CutForm(initial=first, width=kept.width, height=kept.height, label_suffix="")
    context = {
        "speaker": speaker,
        "edition": speaker.edition,
        "form": form,
        "cut_form": cut_form,
        "kept": kept,
        "former": None if kept else _former(speaker, author),
        "is_shown": bool(speaker.is_named and speaker.publish_photo),
    }
    return render(request, "conference/portal/picture.html", context, status=status)
