"""What a learner writes and leaves beside the lessons: notes, and the place where they stopped reading."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.accounts.requests import MemberRequest
from training.enrollment.models import Enrollment
from training.pages.learning import own_enrollment, show
from training.progress.notes import as_text, notes_of, write_note
from training.progress.outline import outline_of
from training.progress.services import keep_place

LONGEST = 20_000  # characters


class NoteForm(forms.Form):
    """One note."""

    text = forms.CharField(label=gettext_lazy("Your note"), required=False, max_length=LONGEST, strip=False)


class PlaceForm(forms.Form):
    """The number of the block that was read last."""

    place = forms.IntegerField(min_value=0, max_value=30_000)


def _own_lesson(request: MemberRequest, public_id: str, code: str) -> Enrollment:
    enrollment = own_enrollment(request, public_id)
    if code not in {lesson["code"] for lesson in enrollment.version.lessons}:
        raise Http404
    return enrollment


@login_required
@require_POST
def note(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    """Keep a note, and go back to the lesson."""
    enrollment = _own_lesson(request, public_id, code)
    form = NoteForm(request.POST)
    if not form.is_valid():
        said = _("A note has %d characters at most. Nothing was changed.") % LONGEST
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    write_note(enrollment=enrollment, code=code, text=form.cleaned_data["text"])
    messages.success(request, _("Your note is kept. Nobody but you can read it."))
    return redirect("training:lesson", public_id=public_id, code=code)


@login_required
@require_POST
def place(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    """Keep how far a lesson was read; the page sends it when it is left."""
    enrollment = _own_lesson(request, public_id, code)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    if enrollment.is_open:
        keep_place(enrollment=enrollment, code=code, place=form.cleaned_data["place"])
    return HttpResponse(status=204)


@login_required
@never_cache
@require_safe
def notes(request: MemberRequest, public_id: str) -> HttpResponse:
    """All notes of a course, to be read and printed."""
    enrollment = own_enrollment(request, public_id)
    return show(request, "notes", enrollment, outline_of(enrollment), notes=notes_of(enrollment))


@login_required
@never_cache
@require_safe
def notes_file(request: MemberRequest, public_id: str) -> HttpResponse:
    """All notes of a course as a text file."""
    enrollment = own_enrollment(request, public_id)
    text = as_text(f"{enrollment.course.code} {enrollment.version.content['title']}", notes_of(enrollment))
    name = f"notes-{enrollment.course.slug}.txt"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
