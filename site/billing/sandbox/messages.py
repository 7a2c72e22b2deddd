"""A request and its response, apart from the server that carries them."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """What came in; header names are lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def base_url(self) -> str:
        """The address under which the caller reached us."""
        return f"http://{self.headers.get('host', 'localhost')}"


@dataclass(frozen=True)
class Response:
    """What goes out."""

    status: int
    body: str = ""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(body: Any, status: int = 200, **headers: str) -> Response:
    """Return JSON as Stripe formats it."""
    return Response(status, json.dumps(body, indent=2), headers=headers)


def redirect(url: str) -> Response:
    """Send the browser on with a GET."""
    text = f'<!doctype html><title>Continue</title><a href="{html.escape(url)}">Continue</a>'
    return Response(303, text, "text/html; charset=utf-8", {"Location": url})
