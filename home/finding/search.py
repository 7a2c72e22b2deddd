"""Search over what everybody may see. Each source answers with results that hold public fields only."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from conference.pages.finding import Found, find_sessions, find_speakers

MAX_EACH = 50


@dataclass(frozen=True)
class Result:
    """One thing found: its kind in words, its public title and text, its address."""

    kind: str
    title: str
    url: str
    text: str = ""


Source = Callable[[str], list[Result]]


def find_pages(query: str) -> list[Result]:
    """Find live pages that nobody has to sign in for."""
    found = Page.objects.live().public().filter(depth__gt=1).search(query)[:MAX_EACH]
    pages = Page.objects.filter(pk__in=[page.pk for page in found]).specific()
    by_id = {page.pk: page for page in pages}
    ordered = [by_id[page.pk] for page in found if page.pk in by_id]
    return [
        Result(str(_("Page")), page.title, page.url, getattr(page, "lead", "") or page.search_description)
        for page in ordered
        if page.url
    ]


def _as_results(source: Callable[[str], list[Found]]) -> Source:
    return lambda query: [Result(item.kind, item.title, item.url, item.text) for item in source(query)]


SOURCES: list[Source] = [find_pages, _as_results(find_sessions), _as_results(find_speakers)]


def find(query: str) -> list[Result]:
    """Return what each source finds, in the sources' order."""
    words = " ".join(query.split())[:100]
    if len(words) < 2:
        return []
    return [result for source in SOURCES for result in source(words)]
