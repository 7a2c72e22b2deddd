"""Check the parameters of a request one by one, refusing as Stripe does."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from billing.sandbox.errors import ApiError

Params = dict[str, Any]


def only(params: Params, allowed: Collection[str]) -> None:
    """Refuse a parameter the API does not know: a misspelt one would otherwise be lost in silence."""
    for name in params:
        if name not in allowed:
            raise ApiError(f"Received unknown parameter: {name}", code="parameter_unknown", param=name)


def required(params: Params, name: str, label: str = "") -> Any:
    """Return a parameter that must be there."""
    if params.get(name) in (None, "", {}, []):
        label = label or name
        raise ApiError(f"Missing required param: {label}.", code="parameter_missing", param=label)
    return params[name]


def integer(params: Params, name: str, default: int | None = None, label: str = "") -> int | None:
    """Return a whole number, or the default when it was not sent."""
    value = params.get(name)
    if value in (None, ""):
        return default
    try:
        return int(str(value))
    except ValueError:
        label = label or name
        raise ApiError(f"Invalid integer: {value}", code="parameter_invalid_integer", param=label) from None


def mapping(params: Params, name: str) -> Params:
    """Return nested parameters, empty when they were not sent."""
    value = params.get(name) or {}
    if not isinstance(value, dict):
        raise ApiError("Invalid object", param=name)
    return value


def listing(params: Params, name: str) -> list[Any]:
    """Return a list of values, empty when it was not sent."""
    value = params.get(name) or []
    if not isinstance(value, list):
        raise ApiError("Invalid array", param=name)
    return value


def metadata(params: Params, label: str = "metadata") -> dict[str, str]:
    """Return metadata within Stripe's limits: 50 keys of 40 characters with values of 500."""
    values = mapping(params, "metadata")
    if len(values) > 50:
        raise ApiError("Metadata can have at most 50 keys.", param=label)
    for key, value in values.items():
        if len(key) > 40 or not isinstance(value, str) or len(value) > 500:
            raise ApiError("Metadata keys have at most 40, values at most 500 characters.", param=f"{label}[{key}]")
    return {key: value for key, value in values.items() if value}


def url(params: Params, name: str) -> str | None:
    """Return an absolute web address, or None when it was not sent."""
    value = params.get(name)
    if value in (None, ""):
        return None
    parts = urlsplit(str(value))
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ApiError("Not a valid URL", code="url_invalid", param=name)
    return str(value)
