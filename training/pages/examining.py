"""The learner's quiz: begin, answer, save, hand in, look at the outcome."""

from collections.abc import Sequence
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_callable, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.accounts.requests import MemberRequest
from training.enrollment.admission import is_admitted
from training.enrollment.models import Enrollment
from training.pages.answering import asked, changed_answers, mark_of
from training.pages.learning import own_enrollment, show
from training.pages.signed_out import keep_answers, take_answers
from training.pages.stale_form import is_stale, refusal_of
from training.pages.zones import in_own_time
from training.progress.handing_in import hand_in
from training.progress.outline import outline_of
from training.questions.drawing import paper, size_of
from training.questions.freezing import rule
from training.questions.grading import not_a_number
from training.quizzes.granting import allowed_attempts, time_percent
from training.quizzes.keys import quiz_of
from training.quizzes.models import Attempt
from training.quizzes.review import Shown, shown
from training.quizzes.services import HandedIn, NoAttempt, TimeOver, next_attempt_at, save_answers, start_attempt
from training.quizzes.timing import is_over

SIGNED_OUT, CSRF, GONE, INVALID = 401, 403, 409, 422


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_own_time
def quiz(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say what the quiz asks, and begin an attempt; lessons come first."""
    enrollment = own_enrollment(request, public_id)
    if enrollment.version.quiz is None:
        return redirect("training:overview", public_id=public_id)
    open_attempt = enrollment.attempts.filter(submitted_at=None).first()
    if open_attempt is not None:
        open_attempt.enrollment = enrollment
        _end_if_over(open_attempt)
    outline = outline_of(enrollment)
    if request.method == "POST" and outline.quiz_is_open:
        try:
            attempt = start_attempt(enrollment=enrollment)
        except NoAttempt as error:
            messages.error(request, str(error))
            return redirect("training:quiz", public_id=public_id)
        return redirect("training:attempt", public_id=attempt.public_id)
    attempts = list(enrollment.attempts.all())
    at = next_attempt_at(enrollment)
    rules = enrollment.version.quiz
    context = {
        "quiz": rules,
        "questions": size_of(rules),
        "allowed": allowed_attempts(enrollment),
        "minutes": rule(rules, "time_limit_minutes") * time_percent(enrollment) // 100,
        "shows_score": _policy(rules, attempts, handed_in=True, none_left=at is None).score,
        "attempts": attempts,
        "open_attempt": next((item for item in attempts if item.submitted_at is None), None),
        "next_at": at if at and at > timezone.now() else None,
        "used_up": at is None,
    }
    return show(request, "quiz", enrollment, outline, status=GONE if request.method == "POST" else 200, **context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_own_time
def attempt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer the questions; what is saved is kept, what is handed in is graded once.

    Whoever was signed out meanwhile keeps what they answered: it is saved as soon as they are back. The view asks for
    the form's token itself, so that a form of an earlier session is shown again with what it held; nothing is done.
    """
    refusal = refusal_of(request)
    if refusal and not (is_stale(refusal) and request.user.is_authenticated):
        return cast("HttpResponse", get_callable(settings.CSRF_FAILURE_VIEW)(request, reason=refusal))
    if not request.user.is_authenticated:
        return _signed_out(request, public_id)
    found = _own_attempt(cast("MemberRequest", request), public_id)
    if refusal:
        return _shown_again(request, found)
    if request.method == "POST":
        return _autosave(request, found) if _is_script(request) else _take(request, found)
    kept = take_answers(request, public_id)
    if kept is not None:
        _bring_back(request, found, kept)
    if found.submitted_at is None:
        _end_if_over(found)
    if kept is not None or found.submitted_at is None:
        found = _own_attempt(cast("MemberRequest", request), public_id)
    return _page(request, found)


def _shown_again(request: HttpRequest, found: Attempt) -> HttpResponse:
    said = _("You signed in again meanwhile, so nothing was saved yet. Press the button again.")
    if _is_script(request):
        return JsonResponse({"error": said}, status=CSRF)
    if found.submitted_at is not None:
        return redirect("training:attempt", public_id=found.public_id)
    held = {**found.answers, **changed_answers(found, request.POST)}
    return _page(request, found, status=CSRF, held=held, said=said)


def _own_attempt(request: MemberRequest, public_id: str) -> Attempt:
    rows = Attempt.objects.select_related("enrollment__course", "enrollment__version")
    readable = Enrollment.objects.readable_by(request.user)
    found = get_object_or_404(rows, public_id=public_id, enrollment__in=readable)
    found.enrollment.user = request.user
    if not is_admitted(request.user, found.enrollment.course):
        raise Http404
    return found


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _signed_out(request: HttpRequest, public_id: str) -> HttpResponse:
    if request.method != "POST":
        return login_required(lambda _request: HttpResponse())(request)
    if _is_script(request):
        said = _("You were signed out. Your answers are kept in this tab; sign in and they are saved.")
        return JsonResponse({"error": said}, status=SIGNED_OUT)
    context = {"back": reverse("training:attempt", args=[public_id]), "kept": keep_answers(request, public_id)}
    return render(request, "training/learning/signed_out.html", context, status=SIGNED_OUT)


def _bring_back(request: HttpRequest, found: Attempt, kept: dict[str, Any]) -> None:
    try:
        save_answers(attempt=found, answers=changed_answers(found, kept))
    except HandedIn:
        messages.info(request, _("This attempt was handed in before. That is what counts."))
    except TimeOver:
        hand_in(attempt=found, answers=changed_answers(found, kept))
        messages.warning(request, _late())
    else:
        messages.success(request, _("What you answered while you were signed out is saved."))


def _late() -> str:
    return _("The time was over. What was saved by then is handed in; what came later is kept, but does not count.")


def _end_if_over(found: Attempt) -> None:
    if is_over(found, timezone.now()):
        try:
            hand_in(attempt=found)
        except HandedIn:
            # Another request or the clock was faster: it is handed in, which is what was wanted.
            return


def _autosave(request: HttpRequest, found: Attempt) -> HttpResponse:
    """Answer the page's script: what is saved now, and how long there is left."""
    try:
        saved = save_answers(attempt=found, answers=changed_answers(found, request.POST))
    except (HandedIn, TimeOver):
        return JsonResponse({"error": _("This attempt is over. Load the page again to see its result.")}, status=GONE)
    now = timezone.localtime()
    return JsonResponse(
        {
            "saved": _("Saved at %s.") % f"{now:%H:%M:%S}",
            "was": {item["code"]: mark_of(saved.answers.get(item["code"], [])) for item in _paper(found)},
        }
    )


def _take(request: HttpRequest, found: Attempt) -> HttpResponse:
    answers = changed_answers(found, request.POST)
    try:
        if "save" in request.POST:
            saved = save_answers(attempt=found, answers=answers)
            messages.success(request, _("Saved. You can go on later, on any device."))
            _warn_of_words(request, found, saved)
            return redirect("training:attempt", public_id=found.public_id)
        if "sure" not in request.POST:
            kept = save_answers(attempt=found, answers=answers)
            open_ones = [item for item in _paper(found) if not kept.answers.get(item["code"])
                         or not_a_number(item, kept.answers[item["code"]])]  # fmt: skip
            if open_ones:
                return _ask_again(request, found, kept, open_ones)
        hand_in(attempt=found, answers=answers)
    except TimeOver:
        _hand_in_late(request, found, answers)
    except HandedIn:
        messages.info(request, _("This attempt was handed in before. That is what counts."))
    return redirect("training:attempt", public_id=found.public_id)


def _hand_in_late(request: HttpRequest, found: Attempt, answers: dict[str, list[str]]) -> None:
    try:
        hand_in(attempt=found, answers=answers)
    except HandedIn:
        messages.info(request, _("This attempt was handed in before. That is what counts."))
    else:
        messages.warning(request, _late())


def _warn_of_words(request: HttpRequest, found: Attempt, saved: Attempt) -> None:
    for item in _paper(found):
        if not_a_number(item, saved.answers.get(item["code"], [])):
            said = _("“%(typed)s” is saved, but it is no number such as 1250.5.")
            messages.warning(request, said % {"typed": saved.answers[item["code"]][0][:40]})


def _ask_again(
    request: HttpRequest, found: Attempt, kept: Attempt, open_ones: Sequence[dict[str, Any]]
) -> HttpResponse:
    """Say how many questions are open before anything is graded; what was answered is kept."""
    said = ngettext(
        "%d question has no answer yet. Nothing was handed in.",
        "%d questions have no answer yet. Nothing was handed in.",
        len(open_ones),
    )
    return _page(request, kept, status=INVALID, said=said % len(open_ones), open_ones=len(open_ones))


def _paper(found: Attempt) -> list[dict[str, Any]]:
    return paper(found.enrollment.version.quiz or {}, found.seed)


def _policy(rules: dict[str, Any], attempts: Sequence[Attempt], *, handed_in: bool, none_left: bool) -> Shown:
    passed = any(item.passed for item in attempts)
    last = none_left and all(item.submitted_at for item in attempts)
    return shown(rules, handed_in=handed_in, passed=passed, last=last)


def _page(
    request: HttpRequest, found: Attempt, status: int = 200, held: dict[str, list[str]] | None = None, **more: Any
) -> HttpResponse:
    enrollment = found.enrollment
    handed_in = found.submitted_at is not None
    outline, rules = outline_of(enrollment), quiz_of(enrollment.version)
    attempts = list(enrollment.attempts.all())
    none_left = len(attempts) >= allowed_attempts(enrollment)
    policy = _policy(rules, attempts, handed_in=handed_in, none_left=none_left)
    context = {"attempt": found, "questions": asked(found, rules, policy, held), "policy": policy, **more}
    return show(request, "result" if handed_in else "attempt", enrollment, outline, status=status, **context)
