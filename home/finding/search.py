"""Search over what everybody may see. Each source answers with results that hold public fields only."""

import re
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.finding.conference import find_sessions, find_speakers
from home.finding.results import MAX_EACH, Result

Source = Callable[[str], list[Result]]
SHORTEST = 2


def find_pages(query: str) -> list[Result]:
    """Find live pages that nobody has to sign in for."""
    # The full-text index has a language of its own; only words may reach it.
    words = " ".join(re.findall(r"\w+", query))
    if not words:
        return []
    found = [page.pk for page in Page.objects.live().public().filter(depth__gt=1).search(words)[:MAX_EACH]]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=found).specific()}
    return [
        Result(str(_("Page")), pages[pk].title, pages[pk].url, getattr(pages[pk], "lead", ""))
        for pk in found
        if pk in pages and pages[pk].url
    ]


SOURCES: list[Source] = [find_pages, find_sessions, find_speakers]


def find(query: str) -> list[Result]:
    """Return what each source finds, in the sources' order."""
    words = " ".join(query.split())
    if len(words) < SHORTEST:
        return []
    return [result for source in SOURCES for result in source(words)]
