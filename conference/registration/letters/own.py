"""A person's own letters: ask, and download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.registration.letters.forms import PassportForm
from conference.registration.letters.models import LetterKind, LetterRules, PlaceLetter
from conference.registration.letters.services import (
    AlreadyAsked,
    NotEntitled,
    ask_approval_letter,
    ask_visa_letter,
    may_have,
)
from conference.registration.places import Registration
from core.files.services import serve_private
from core.ratelimit.services import allow
from people.accounts.requests import MemberRequest

# Letters that one person has made in a day.
MADE, DAY = 20, 86_400


@login_required
@never_cache
@require_safe
def own_letters(request: MemberRequest) -> HttpResponse:
    """The person's places, which letters each may have, and those it has; in a fixed number of queries."""
    places = list(Registration.objects.of_user(request.user).select_related("edition", "ticket_type")[:50])
    letters = PlaceLetter.objects.filter(registration__in=places).select_related("file")
    by_place: dict[int, list[PlaceLetter]] = {}
    for letter in letters:
        by_place.setdefault(letter.registration_id, []).append(letter)
    rows = [
        {
            "place": place,
            "letters": [
                (letter, letter.file_id and may_have(place, letter.kind)) for letter in by_place.get(place.pk, [])
            ],
            "approval": may_have(place, LetterKind.APPROVAL),
            "visa": may_have(place, LetterKind.VISA) and not _has_visa(by_place.get(place.pk, [])),
        }
        for place in places
    ]
    return render(request, "conference/letters/own.html", {"rows": rows})


def _has_visa(letters: list[PlaceLetter]) -> bool:
    return any(letter.is_visa and letter.state in PlaceLetter.OPEN for letter in letters)


@login_required
@require_POST
def ask_approval(request: MemberRequest, place: str) -> HttpResponse:
    """Have the letter to the agency made, or made anew."""
    found = _own_place(request, place)
    if not allow(f"place-letters:{request.user.pk}", limit=MADE, seconds=DAY):
        messages.error(request, _("You have had many letters made today. Please go on tomorrow."))
        return redirect("my_letters:own")
    try:
        ask_approval_letter(place=found, language=get_language() or "en", actor=request.user)
    except NotEntitled:
        messages.error(request, _("There is no letter for this place as it stands."))
    else:
        messages.success(request, _("The letter is being made. Load this page again in a moment."))
    return redirect("my_letters:own")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_visa(request: MemberRequest, place: str) -> HttpResponse:
    """Ask for an invitation with what the passport says."""
    found = _own_place(request, place)
    if not may_have(found, LetterKind.VISA):
        raise Http404
    form = PassportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_visa_letter(place=found, language=get_language() or "en", actor=request.user, **form.cleaned_data)
        except (NotEntitled, AlreadyAsked):
            messages.error(request, _("You have asked for it already, or the place has changed. Look below."))
        else:
            messages.success(request, _("Thank you. A person looks at it, and you get a mail once it is decided."))
        return redirect("my_letters:own")
    context = {"form": form, "place": found, "days": LetterRules.of(found.edition).passport_days}
    return render(request, "conference/letters/visa.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def own_file(request: MemberRequest, letter: str) -> HttpResponseBase:
    """The PDF, while the place may have it."""
    places = Registration.objects.of_user(request.user)
    rows = PlaceLetter.objects.filter(registration__in=places, state=PlaceLetter.State.APPROVED)
    found = get_object_or_404(rows.select_related("registration", "file"), public_id=letter)
    if found.file is None or not may_have(found.registration, found.kind):
        raise Http404
    return serve_private(found.file)


def _own_place(request: MemberRequest, public_id: str) -> Registration:
    places = Registration.objects.of_user(request.user).select_related("edition", "order")
    return get_object_or_404(places, public_id=public_id)
