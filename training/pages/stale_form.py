"""A form whose token is of an earlier session: whoever signed in again in another tab has one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING, REASON_INCORRECT_LENGTH, CsrfViewMiddleware

WRONG_TOKEN = ("CSRF token from POST", REASON_CSRF_TOKEN_MISSING, REASON_INCORRECT_LENGTH)


class _Check(CsrfViewMiddleware):
    """Django's own check, which tells its reason instead of answering."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def refusal_of(request: HttpRequest) -> str:
    """Return why Django would refuse this request, or nothing. For views that are exempt in order to ask themselves."""
    return str(_Check(_answer).process_view(request, _answer, (), {}) or "")


def is_stale(refusal: str) -> bool:
    """Return whether only the token is old: a form of another site is refused by its origin, before that."""
    return refusal.startswith(WRONG_TOKEN)
