"""The learner's quiz: begin, answer, save, hand in, look at the outcome."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts.requests import MemberRequest
from training.courses.models import Quiz
from training.pages.learning import own_enrollment, show
from training.progress.outline import outline_of
from training.progress.services import settle
from training.questions.grading import is_right
from training.quizzes.drawing import paper
from training.quizzes.models import Attempt
from training.quizzes.services import (
    HandedIn,
    NoAttempt,
    next_attempt_at,
    save_answers,
    start_attempt,
    submit_attempt,
)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say what the quiz asks, and begin an attempt; lessons come first."""
    enrollment = own_enrollment(request, public_id)
    outline = outline_of(enrollment)
    if enrollment.version.quiz is None:
        return redirect("training:overview", public_id=public_id)
    if request.method == "POST" and outline.lessons_done:
        try:
            attempt = start_attempt(enrollment=enrollment)
        except NoAttempt as error:
            messages.error(request, str(error))
            return redirect("training:quiz", public_id=public_id)
        return redirect("training:attempt", public_id=attempt.public_id)
    attempts = list(enrollment.attempts.all())
    at = next_attempt_at(enrollment)
    context = {
        "quiz": enrollment.version.quiz,
        "attempts": attempts,
        "open_attempt": next((item for item in attempts if item.submitted_at is None), None),
        "next_at": at if at and at > timezone.now() else None,
        "used_up": at is None,
    }
    return show(request, "quiz", enrollment, outline, status=409 if request.method == "POST" else 200, **context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: MemberRequest, public_id: str) -> HttpResponse:
    """Answer the questions; what is saved is kept, what is handed in is graded once."""
    rows = Attempt.objects.select_related("enrollment").filter(enrollment__user=request.user)
    found = get_object_or_404(rows, public_id=public_id)
    enrollment = own_enrollment(request, found.enrollment.public_id)
    found.enrollment = enrollment
    if request.method == "POST":
        return _take(request, found)
    outline = outline_of(enrollment)
    if found.submitted_at is not None:
        return show(request, "result", enrollment, outline, attempt=found, questions=_looked_through(found))
    return show(request, "attempt", enrollment, outline, attempt=found, questions=_asked(found))


def _take(request: HttpRequest, found: Attempt) -> HttpResponse:
    questions = (found.enrollment.version.quiz or {})["questions"]
    answers = {item["code"]: request.POST.getlist(f"q-{item['code']}") for item in questions}
    try:
        if "save" in request.POST:
            save_answers(attempt=found, answers=answers)
            messages.success(request, _("Saved. You can go on later, on any device."))
            return redirect("training:attempt", public_id=found.public_id)
        open_ones = [code for code, chosen in answers.items() if not chosen]
        if open_ones and "sure" not in request.POST:
            return _ask_again(request, found, answers, len(open_ones))
        submit_attempt(attempt=found, answers=answers)
    except HandedIn:
        messages.info(request, _("This attempt was handed in before. That is what counts."))
    settle(enrollment=found.enrollment)
    return redirect("training:attempt", public_id=found.public_id)


def _ask_again(request: HttpRequest, found: Attempt, answers: dict[str, list[str]], missing: int) -> HttpResponse:
    """Keep what was answered and say how many questions are open before anything is graded."""
    kept = save_answers(attempt=found, answers=answers)
    kept.enrollment = found.enrollment
    said = ngettext(
        "%d question has no answer yet. Nothing was handed in.",
        "%d questions have no answer yet. Nothing was handed in.",
        missing,
    )
    outline = outline_of(found.enrollment)
    return show(request, "attempt", found.enrollment, outline, status=422, attempt=kept, questions=_asked(kept),
                said=said % missing)  # fmt: skip


def _asked(found: Attempt) -> list[dict[str, Any]]:
    """Return the questions without their key, each choice marked as chosen or not."""
    return [
        {
            "code": item["code"],
            "stem": item["stem"],
            "several": item["kind"] == "multiple",
            "choices": [{**choice, "chosen": choice["id"] in found.answers.get(item["code"], ())}
                        for choice in item["choices"]],
        }
        for item in paper(found.enrollment.version.quiz or {}, found.seed)
    ]  # fmt: skip


def _looked_through(found: Attempt) -> list[dict[str, Any]]:
    """Return the questions with how each was answered, and explained where the quiz says so by now."""
    quiz = found.enrollment.version.quiz or {}
    explain = quiz["explain"] == Quiz.Explain.AFTER_ATTEMPT or (
        quiz["explain"] == Quiz.Explain.AFTER_PASSING and bool(found.passed)
    )
    keys = {item["code"]: item for item in paper(quiz, found.seed)}
    return [
        {
            **item,
            "right": is_right(keys[item["code"]], found.answers.get(item["code"], ())),
            "explanation": keys[item["code"]]["explanation"] if explain else "",
        }
        for item in _asked(found)
    ]
