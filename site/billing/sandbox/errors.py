"""Refusals in Stripe's error shape."""

from typing import Any


class ApiError(Exception):
    """A request that is refused; `body` is what Stripe would answer."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        error = {"code": code, "message": message, "param": param, "type": kind}
        self.body: dict[str, Any] = {"error": {name: value for name, value in error.items() if value is not None}}


def missing(kind: str, identifier: str, param: str = "id") -> ApiError:
    """Return the refusal of an id that does not exist."""
    words = kind.replace("_", " ") if kind == "payment_intent" else kind
    return ApiError(f"No such {words}: '{identifier}'", status=404, code="resource_missing", param=param)
