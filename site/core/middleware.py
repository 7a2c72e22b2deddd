"""Request ids and the headers that Django does not set itself."""

import re
import uuid
from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from core.logs import request_id

GetResponse = Callable[[HttpRequest], HttpResponse]
SAFE_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
ADMIN_PATH = "/admin/"
UNUSED_FEATURES = (
    "accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb",
)  # fmt: skip


def permissions_policy(*own: str) -> str:
    """Return the header that switches off what no page uses; `own` features stay for this site's page itself."""
    return ", ".join(f"{feature}={'(self)' if feature in own else '()'}" for feature in UNUSED_FEATURES)


class RequestIdMiddleware:
    """Gives each request an id, taken from a proxy's `X-Request-ID` if it is well formed, and returns it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        current = given if SAFE_ID.match(given) else uuid.uuid4().hex[:16]
        token = request_id.set(current)
        request.request_id = current  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = current
        return response


class ReadableAddressMiddleware:
    """Refuses an address with a NUL character: no page has one, and databases fail on it in ways of their own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Switches off browser features no page uses; lets the Wagtail admin's own inline code run, there only."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", permissions_policy())
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(ADMIN_PATH):
            response._csp_update = {  # type: ignore[attr-defined]
                "script-src": [UNSAFE_INLINE],
                "style-src": [UNSAFE_INLINE],
                "img-src": ["blob:"],
                "frame-src": [SELF],
                "worker-src": [SELF],
            }
            # The admin previews pages in a frame of its own.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
            response.setdefault("Cache-Control", "private, no-store")
        return response
