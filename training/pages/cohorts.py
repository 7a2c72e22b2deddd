"""Runs of courses with an instructor, as somebody who is signed in sees and joins them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.models import User
from people.accounts.requests import MemberRequest
from training.cohorts.calendar import cohort_calendar
from training.cohorts.errors import CohortError
from training.cohorts.models import Cohort, CohortPlace, CohortQuerySet
from training.cohorts.services import give_up_place, has_begun, take_place
from training.courses.models import Course
from training.enrollment.admission import is_admitted, missing_prerequisites

PER_PAGE = 25
State = Cohort.State


def shown_to(user: User) -> CohortQuerySet:
    """Return the cohorts of courses that are for the person; the others are as if they were not there."""
    audiences = [choice for choice in Course.Audience.values if is_admitted(user, Course(audience=choice))]
    return Cohort.objects.filter(course__audience__in=audiences).exclude(state=State.DRAFT).select_related("course")


@login_required
@never_cache
@require_safe
def cohorts(request: MemberRequest) -> HttpResponse:
    """What can be joined, the next first, and one's own."""
    today = timezone.localdate()
    coming = shown_to(request.user).with_figures().filter(state=State.OPEN, last_day__gte=today)
    own = CohortPlace.objects.filter(user=request.user, state=CohortPlace.State.TAKEN)
    context = {
        "cohorts": Paginator(coming.order_by("first_day", "pk"), PER_PAGE).get_page(request.GET.get("page")),
        "own": set(own.values_list("cohort", flat=True)),
    }
    return render(request, "training/cohorts/cohorts.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cohort(request: MemberRequest, public_id: str) -> HttpResponse:
    """One run: its dates, and the place for those who have one. Taking and giving up are forms."""
    found, place = _found(request, public_id)
    if request.method == "POST":
        try:
            if "give_up" in request.POST and place is not None:
                give_up_place(place=place, actor=request.user)
                messages.success(request, _("The place is given up."))
            else:
                take_place(cohort=found, user=request.user)
                messages.success(request, _("You have a place."))
        except CohortError as error:
            messages.error(request, str(error))
        return redirect(request.path)
    context = {
        "cohort": found,
        "meetings": list(found.meetings.all()),
        "place": place,
        "free": max(found.capacity - found.places.filter(state=CohortPlace.State.TAKEN).count(), 0),
        "is_open": found.state == State.OPEN and not has_begun(found),
        "missing": missing_prerequisites(request.user, found.course),
    }
    return render(request, "training/cohorts/cohort.html", context)


@login_required
@never_cache
@require_safe
def calendar(request: MemberRequest, public_id: str) -> HttpResponse:
    """The meetings as a calendar file, for those who have a place."""
    found, place = _found(request, public_id)
    if place is None or not found.spans:
        raise Http404
    return HttpResponse(
        cohort_calendar(found, now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="course.ics"', "Cache-Control": "private, no-store"},
    )


def _found(request: MemberRequest, public_id: str) -> tuple[Cohort, CohortPlace | None]:
    """Return a cohort that the reader may see, and their place in it; raises Http404."""
    found = shown_to(request.user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found, found.places.filter(user=request.user, state=CohortPlace.State.TAKEN).first()
