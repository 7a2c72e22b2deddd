"""Whole pages for visitors without a session, kept in files that all workers share.

A page is stored under the current generation; publishing anything starts a new generation when its transaction
commits, so no visitor sees the old page afterwards. A response rendered before that is stored in the old generation,
where nobody looks any more.
"""

import gzip
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from time import time

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.http.request import validate_host
from django.utils.http import parse_etags

KNOWN_QUERY = frozenset(
    {"day", "track", "room", "level", "credit", "type", "audience", "q", "view", "page", "delivery", "path", "free"}
)
KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Content-Language", "Vary", "Content-Security-Policy",
                "Permissions-Policy", "Cross-Origin-Resource-Policy", "X-Frame-Options", "Link",
                "Content-Disposition", "ETag", "Cache-Control")  # fmt: skip
KEPT_TYPES = frozenset({"text/html", "text/calendar", "application/xml", "application/json"})
MAX_AGE = re.compile(r"\bmax-age=(\d{1,6})\b")
SAFE_VALUE = re.compile(r"^[A-Za-z0-9_-]{0,24}$")
MAX_PAGES = 5_000


def generation() -> str:
    """Return the current generation's name, made at first use."""
    pointer = Path(settings.PAGE_CACHE_ROOT) / "generation"
    try:
        return pointer.read_text()
    except FileNotFoundError:
        return new_generation()


def new_generation() -> str:
    """Start an empty generation now and drop the old ones."""
    root = Path(settings.PAGE_CACHE_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(8)
    draft = root / f".{name}"
    draft.write_text(name)
    draft.replace(root / "generation")
    for old in root.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    return name


def bump() -> None:
    """Forget all cached pages once the current transaction commits."""
    transaction.on_commit(new_generation)


def cache_key(request: HttpRequest) -> str | None:
    """Return the page's key, or None if this request must not be answered from the cache."""
    host = request.META.get("HTTP_HOST", "")
    if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if not validate_host(host.rpartition(":")[0] or host, settings.ALLOWED_HOSTS):
        return None
    query = sorted((name, request.GET[name]) for name in request.GET if name in KNOWN_QUERY)
    if any(not SAFE_VALUE.match(value) for _, value in query):
        return None
    encoding = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else ""
    # A page names its style sheets by their digests: one of an older release would come without any.
    release = getattr(staticfiles_storage, "manifest_hash", "")
    parts = [request.scheme, host, request.path, query, encoding, release]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class PageCacheMiddleware:
    """Answers from the cache where it may, and stores what may be stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = cache_key(request) if settings.PAGE_CACHE_SECONDS else None
        if key is None:
            return self.get_response(request)
        file = Path(settings.PAGE_CACHE_ROOT) / generation() / key
        hit = _read(file, request)
        if hit is not None:
            return hit
        response = self.get_response(request)
        if not _may_store(request, response):
            return response
        seconds = _seconds(response)
        _label(response)  # type: ignore[arg-type]
        if request.method == "GET":
            _store(file, response, seconds)  # type: ignore[arg-type]
        if _is_known(request, response["ETag"]):
            response.close()
            return _unchanged(response.headers)
        return response


def _read(file: Path, request: HttpRequest) -> HttpResponseBase | None:
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    stored = json.loads(head)
    if stored["until"] < time():
        return None
    if _is_known(request, stored["headers"]["ETag"]):
        return _unchanged(stored["headers"])
    response = HttpResponse(body, headers=stored["headers"])
    response["Content-Length"] = str(len(body))
    return response


def _unchanged(headers: Mapping[str, str]) -> HttpResponse:
    response = HttpResponseNotModified()
    for name in ("ETag", "Vary", "Cache-Control"):
        response[name] = headers[name]
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    """Return whether the reader has this page: any of the tags sent, weakly compared, or `*` (RFC 9110 §13.1.2)."""
    tags = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return "*" in tags or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}


def _may_store(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "no-store" not in response.get("Cache-Control", "")
        and "private" not in response.get("Cache-Control", "")
        and response.get("Content-Type", "").partition(";")[0] in KEPT_TYPES
    )


def _label(response: HttpResponse) -> None:
    """Say how to know the page again and on what it depends: on the session, never on the reader's languages.

    The language is the address's. A compressed page is padded at random, so its tag is the plain page's, and weak.
    """
    compressed = response.get("Content-Encoding") == "gzip"
    content = gzip.decompress(response.content) if compressed else response.content
    response["ETag"] = f'{"W/" if compressed else ""}"{hashlib.sha256(content).hexdigest()[:32]}"'
    response.headers.setdefault("Cache-Control", "no-cache")
    named = {name.strip() for name in response.get("Vary", "").split(",") if name.strip()}
    response["Vary"] = ", ".join(sorted(named - {"Accept-Language"} | {"Accept-Encoding", "Cookie"}))


def _store(file: Path, response: HttpResponse, seconds: int) -> None:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    file.parent.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in file.parent.iterdir()) >= MAX_PAGES:
        return
    head = json.dumps({"until": time() + seconds, "headers": headers}).encode()
    draft = file.with_name(f".{secrets.token_hex(8)}")
    draft.write_bytes(head + b"\n" + response.content)
    draft.replace(file)


def _seconds(response: HttpResponseBase) -> int:
    """Return how long a page may be kept: no longer than it says itself, such as a page about this minute."""
    named = MAX_AGE.search(response.get("Cache-Control", ""))
    return min(int(named[1]), settings.PAGE_CACHE_SECONDS) if named else settings.PAGE_CACHE_SECONDS
