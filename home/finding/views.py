"""Search, sitemap and robots."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.ratelimit.services import allow, visitor
from home.errors import too_many
from home.finding.search import find
from home.finding.sitemap import addresses

PER_MINUTE = 30
PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found; a search is never cached nor indexed."""
    query = request.GET.get("q", "").strip()[:100]
    if query and not allow(f"search:{visitor(request)}", limit=PER_MINUTE, seconds=60):
        return too_many(request)
    found = find(query) if query else []
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    response = render(request, "home/search.html", {"query": query, "page": page, "count": len(found)})
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


@require_safe
@cache_control(max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public address."""
    return render(request, "home/sitemap.xml", {"addresses": addresses(request)}, content_type="application/xml")


@require_safe
@cache_control(max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what machines should leave alone."""
    address = request.build_absolute_uri("/sitemap.xml")
    return render(request, "home/robots.txt", {"sitemap": address}, content_type="text/plain; charset=utf-8")
