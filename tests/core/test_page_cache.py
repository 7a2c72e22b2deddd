"""Whole pages for visitors without a session: stored, served, forgotten; never for anyone else."""

import pytest
from django.db import transaction
from django.http import HttpResponse

from core import page_cache
from core.page_cache import PageCacheMiddleware


@pytest.fixture
def site(settings, rf):
    settings.PAGE_CACHE_SECONDS = 60
    calls = []

    def view(request):
        calls.append(request.path)
        response = HttpResponse(f"page {len(calls)}")
        if request.path == "/cookie":
            response.set_cookie("x", "y")
        return response

    middleware = PageCacheMiddleware(view)

    def get(path, **extra):
        cookies = extra.pop("cookies", {})
        request = rf.get(path, HTTP_HOST="testserver", **extra)
        request.COOKIES.update(cookies)
        return middleware(request)

    get.calls = calls
    return get


def test_a_second_visitor_gets_the_stored_page(site):
    first, second = site("/agenda/"), site("/agenda/")

    assert (first.content, second.content) == (b"page 1", b"page 1")
    assert len(site.calls) == 1


def test_a_known_query_makes_a_page_of_its_own_and_an_unknown_one_does_not(site):
    site("/agenda/")

    assert site("/agenda/?day=2").content == b"page 2"
    assert site("/agenda/?utm_source=mail").content == b"page 1"


@pytest.mark.parametrize("path", ["/agenda/?day=<script>", "/cookie"])
def test_odd_queries_and_pages_that_set_cookies_are_never_stored(site, path):
    site(path)
    site(path)

    assert len(site.calls) == 2


def test_a_session_and_a_foreign_host_bypass_the_cache(site, settings):
    site("/agenda/")

    assert site("/agenda/", cookies={settings.SESSION_COOKIE_NAME: "x"}).content == b"page 2"
    assert page_cache.cache_key(_foreign(site)) is None


def _foreign(site):
    from django.test import RequestFactory

    return RequestFactory().get("/agenda/", HTTP_HOST="evil.example")


def test_encodings_are_kept_apart(site):
    site("/agenda/")

    assert site("/agenda/", HTTP_ACCEPT_ENCODING="gzip").content == b"page 2"


def test_an_unchanged_page_is_not_sent_again(site):
    site("/agenda/")
    etag = site("/agenda/")["ETag"]

    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        assert site("/agenda/", HTTP_IF_NONE_MATCH=known).status_code == 304
    for unknown in ('"other"', 'W/"other"', etag.strip('"'), ""):
        assert site("/agenda/", HTTP_IF_NONE_MATCH=unknown).status_code == 200


def test_a_release_with_other_static_files_has_pages_of_its_own(site, monkeypatch):
    site("/agenda/")

    monkeypatch.setattr(page_cache.staticfiles_storage, "manifest_hash", "new", raising=False)

    assert site("/agenda/").content == b"page 2"


@pytest.mark.django_db(transaction=True)
def test_publishing_forgets_every_page_when_it_commits(site):
    site("/agenda/")

    with transaction.atomic():
        page_cache.bump()
        assert site("/agenda/").content == b"page 1"

    assert site("/agenda/").content == b"page 2"
