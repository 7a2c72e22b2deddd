"""The learner's pages: own courses, a course, its lessons. Everything works without scripts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import MemberRequest
from training.courses.models import Course
from training.enrollment.admission import is_admitted
from training.enrollment.models import Enrollment
from training.enrollment.services import NotEnrolled, enroll
from training.pages.rendering import body_of
from training.progress.certification.drafts import certificates_of
from training.progress.notes import note_of
from training.progress.outline import Outline, Step, outline_of
from training.progress.services import NotOpen, finish_lesson, log_view, open_lesson


def own_enrollment(request: MemberRequest, public_id: str) -> Enrollment:
    """Return the reader's own enrolment; raises Http404, also when the course is no longer for them."""
    found: Enrollment = get_object_or_404(Enrollment.objects.readable_by(request.user), public_id=public_id)
    found.user = request.user
    if not is_admitted(request.user, found.course):
        raise Http404
    return found


def show(
    request: HttpRequest, name: str, enrollment: Enrollment, outline: Outline, status: int = 200, **context: Any
) -> HttpResponse:
    """Render one of the learner's pages."""
    shared = {"enrollment": enrollment, "course": enrollment.course, "version": enrollment.version, "outline": outline}
    return render(request, f"training/learning/{name}.html", {**shared, **context}, status=status)


@login_required
@never_cache
@require_safe
def courses(request: MemberRequest) -> HttpResponse:
    """The reader's courses, with how far each is."""
    own = Enrollment.objects.of(request.user).prefetch_related("lessons", "attempts", "attestations")[:100]
    for item in own:
        item.user = request.user
    listed = [(item, outline_of(item)) for item in own]
    return render(request, "training/learning/courses.html", {"listed": listed})


@login_required
@never_cache
@require_safe
def overview(request: MemberRequest, public_id: str) -> HttpResponse:
    """One course: its lessons, its quiz, what comes next; an address from before a move leads to where one is now."""
    enrollment = own_enrollment(request, public_id)
    if hasattr(enrollment, "moved_to"):
        return redirect("training:overview", public_id=enrollment.moved_to.public_id)
    certificates = certificates_of(enrollment) if enrollment.completed_at else []
    return show(request, "overview", enrollment, outline_of(enrollment), certificates=certificates)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    """Read a lesson; *Continue* at its end finishes it and leads on."""
    enrollment = own_enrollment(request, public_id)
    if hasattr(enrollment, "moved_to"):
        messages.info(request, _("You are in a newer version of this course now. What still holds is done."))
        return redirect("training:overview", public_id=enrollment.moved_to.public_id)
    outline = outline_of(enrollment)
    step = next((item for item in outline.steps if item.lesson["code"] == code), None)
    if step is None:
        raise Http404
    if step.locked:
        return show(request, "locked", enrollment, outline, status=403)
    if request.method == "POST":
        if not _is_acknowledged(step, request.POST):
            said = _("Please say that you have read and understood it.")
            return _read(request, enrollment, outline, step, status=422, said=said)
        try:
            finish_lesson(enrollment=enrollment, code=code)
        except NotOpen as error:
            messages.error(request, str(error))
            return redirect("training:overview", public_id=public_id)
        return _go_on(enrollment, step.number)
    if enrollment.is_open:
        open_lesson(enrollment=enrollment, code=code)
    if step.lesson.get("restricted"):
        log_view(enrollment=enrollment, code=code)
    return _read(request, enrollment, outline, step)


def _is_acknowledged(step: Step, values: Any) -> bool:
    """Return whether the reader has confirmed the lesson, where it asks for that, and each statement inside it."""
    if step.acknowledges and not step.done and "acknowledged" not in values:
        return False
    asked = [n for n, block in enumerate(step.lesson["body"], 1) if block["type"] == "acknowledgement"]
    return all(f"ack-{number}" in values for number in asked)


def _read(request: HttpRequest, enrollment: Enrollment, outline: Outline, step: Any, **context: Any) -> HttpResponse:
    before = outline.steps[step.number - 2] if step.number > 1 else None
    body = body_of(step.lesson["body"])
    context["note"] = note_of(enrollment, step.lesson["code"])
    return show(request, "lesson", enrollment, outline, step=step, before=before, body=body, **context)


def _go_on(enrollment: Enrollment, number: int) -> HttpResponse:
    """Lead to the lesson after this one, else to the first that is open, the quiz, or the course's own page."""
    enrollment.refresh_from_db()
    outline = outline_of(enrollment)
    after = [*outline.steps[number:], *outline.steps[: number - 1]]
    waiting = next((item for item in after if not item.done), None)
    if waiting:
        return redirect("training:lesson", public_id=enrollment.public_id, code=waiting.lesson["code"])
    if outline.has_quiz and not outline.passed:
        return redirect("training:quiz", public_id=enrollment.public_id)
    return redirect("training:overview", public_id=enrollment.public_id)


@login_required
@require_POST
def join(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a course that costs nothing."""
    course = get_object_or_404(Course.objects.published().filter(page__live=True, price=0), page__slug=slug)
    done = Enrollment.objects.of(request.user).completed().filter(course=course).first()
    if done is not None and not done.is_due_for_renewal:
        messages.info(request, _("You have completed this course. Your certificate holds."))
        return redirect("training:overview", public_id=done.public_id)
    try:
        enrollment = enroll(user=request.user, course=course, actor=request.user)
    except NotEnrolled as error:
        messages.error(request, str(error))
        return redirect(course.page.get_url(request))
    return redirect("training:overview", public_id=enrollment.public_id)
