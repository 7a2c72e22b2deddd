"""The addresses that search engines may know: pages of the tree, and what those pages list as their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest
from wagtail.models import Page


@dataclass(frozen=True)
class Address:
    """One entry of the sitemap."""

    location: str
    changed: datetime | None = None


def addresses(request: HttpRequest) -> Iterator[Address]:
    """Yield each public address under the host that was asked."""
    for page in Page.objects.live().public().filter(depth__gt=1).specific().iterator(chunk_size=200):
        for entry in page.get_sitemap_urls(request):
            path = urlsplit(entry["location"]).path
            yield Address(request.build_absolute_uri(path), entry.get("lastmod"))
