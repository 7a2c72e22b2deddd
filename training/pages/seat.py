"""The invitation to a seat, as whoever opens its link sees it."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.ratelimit.services import allow, visitor
from training.enrollment.admission import is_admitted, missing_prerequisites
from training.enrollment.seats.assigning import accept_seat, find_invitation
from training.enrollment.seats.errors import SeatError
from training.enrollment.services import NotEnrolled

TRIES_PER_HOUR = 120


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the seat is; whoever is signed in may take it, and is asked first if their address is another one."""
    if not allow(f"seat:{visitor(request)}", limit=TRIES_PER_HOUR, seconds=3600):
        return render(request, "errors/429.html", status=429)
    found = find_invitation(token)
    if found is None:
        return _guarded(render(request, "training/seats/gone.html", status=404))
    user = request.user
    if request.method == "POST" and user.is_authenticated:
        try:
            enrollment = accept_seat(token=token, user=user)
        except (SeatError, NotEnrolled) as error:
            messages.error(request, str(error))
            return _guarded(redirect(request.path))
        return redirect("training:overview", public_id=enrollment.public_id)
    course = found.lot.course
    own = user.is_authenticated and EmailAddress.objects.filter(
        user=user, email__iexact=found.email, verified=True
    ).exists()  # fmt: skip
    context = {
        "seat": found,
        "course": course,
        "is_own_address": own,
        # A coordinator brings agencies' staff in by the seat itself.
        "admitted": course.audience == course.Audience.AGENCY_STAFF or is_admitted(user, course),
        "missing": missing_prerequisites(user, course) if user.is_authenticated else [],
    }
    return _guarded(render(request, "training/seats/seat.html", context))


def _guarded(response: HttpResponse) -> HttpResponse:
    """Keep the link's secret out of search engines and other sites' logs."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
