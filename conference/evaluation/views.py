"""A person's evaluations on their phone, and what a speaker reads of theirs."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conference.agenda.models import Appearance, Session
from conference.agenda.models.sessions import SessionQuerySet
from conference.edition.models import Edition
from conference.evaluation.due import Due, due_of
from conference.evaluation.forms import AnswerForm
from conference.evaluation.results import results_of
from conference.evaluation.services.answering import ENOUGH, AlreadyDone, FormClosed, hand_in
from people.accounts.requests import MemberRequest

SIGNED_OUT, GONE, INVALID = 401, 409, 422


@login_required
@never_cache
@require_safe
def own(request: MemberRequest) -> HttpResponse:
    """List what is open, what comes and what is done."""
    due = due_of(request.user)
    now = timezone.now()
    context = {
        "open_now": [item for item in due if item.is_open],
        "done": [item for item in due if item.done],
        "later": [item for item in due if not item.done and item.opens_at > now][:10],
        "is_speaker": _spoken(request).exists(),
    }
    return render(request, "conference/evaluation/own.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """Show the questions and take the answers; whoever was signed out meanwhile keeps what they wrote."""
    edition = get_object_or_404(Edition.objects.published(), year=year)
    if not request.user.is_authenticated:
        if request.method == "POST":
            return render(request, "conference/evaluation/signed_out.html", {"edition": edition}, status=SIGNED_OUT)
        return login_required(lambda _request: HttpResponse())(request)
    item = _due(cast("MemberRequest", request), edition, code)
    if item.done or not item.is_open:
        return render(request, "conference/evaluation/not_open.html", {"item": item, "edition": edition})
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, questions=item.form.asked())
    if posted and form.is_valid():
        try:
            hand_in(form=item.form, registration=item.registration, session=item.session, values=form.values())
        except AlreadyDone:
            messages.info(request, _("You had evaluated it already; what you said then counts."))
        except FormClosed:
            form.add_error(None, _("The questions have changed or closed meanwhile. Load the page again."))
            return _page(request, item, form, GONE)
        else:
            messages.success(request, _("Thank you. Your answers are kept without your name."))
        return redirect("my_evaluations:own")
    return _page(request, item, form, INVALID if posted else 200)


def _due(request: MemberRequest, edition: Edition, code: str) -> Due:
    for item in due_of(request.user, edition):
        if (item.session.code if item.session else "") == code:
            return item
    raise Http404


def _page(request: HttpRequest, item: Due, form: AnswerForm, status: int) -> HttpResponse:
    context = {"item": item, "form": form, "edition": item.registration.edition}
    return render(request, "conference/evaluation/evaluate.html", context, status=status)


@login_required
@never_cache
@require_safe
def speaking(request: MemberRequest) -> HttpResponse:
    """Show a speaker what was said of their own sessions, of five answers at least, and nobody else's."""
    sessions = list(_spoken(request).select_related("edition").order_by("-starts_at", "code"))
    editions = {session.edition_id: session.edition for session in sessions}
    results = [item for edition in editions.values() for item in results_of(edition, sessions)]
    for item in results:
        item.questions[:] = [result for result in item.questions if result.question.to_speaker]
    shown = {item.session.pk for item in results if item.session}
    waiting = [session for session in sessions if session.pk not in shown]
    context = {"results": results, "waiting": waiting, "enough": ENOUGH}
    return render(request, "conference/evaluation/speaking.html", context)


def _spoken(request: MemberRequest) -> SessionQuerySet:
    own_parts = Appearance.objects.standing().filter(speaker__user=request.user)
    return Session.objects.listed().filter(pk__in=own_parts.values("session"))
