"""Error pages that say what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not see the page."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without context processors: the database may be what failed."""
    number = getattr(request, "request_id", "")
    return HttpResponse(render_to_string("errors/500.html", {"request_id": number}), status=500)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: a rate limit was reached."""
    response = render(request, "errors/429.html", status=429)
    response["Retry-After"] = "600"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long or cookies are off."""
    return render(request, "errors/csrf.html", status=403)
