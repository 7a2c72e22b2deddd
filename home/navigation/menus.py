"""The navigation of header and footer, read once in a process for each generation of the page cache."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from core.page_cache import generation
from home.navigation.models import SiteFooter


@dataclass(frozen=True)
class MenuItem:
    """A link of the main navigation; `current` is what `aria-current` says."""

    title: str
    url: str
    current: Literal["", "page", "true"] = ""


@dataclass(frozen=True)
class FooterColumn:
    """A titled list of links."""

    title: str
    links: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class Footer:
    """What stands at the end of every page."""

    statement: str = ""
    columns: tuple[FooterColumn, ...] = field(default_factory=tuple)


Answer = TypeVar("Answer")
_kept: dict[str, tuple[str, object]] = {}


def _once(name: str, read: Callable[[], Answer]) -> Answer:
    """Return what `read` gave for this generation and language; publishing anything starts a new generation."""
    key, now = f"{name}:{get_language()}", generation()
    kept = _kept.get(key)
    if kept is None or kept[0] != now:
        kept = (now, read())
        _kept[key] = kept
    return kept[1]  # type: ignore[return-value]


def menu(path: str) -> list[MenuItem]:
    """Return the main navigation as seen from `path`."""
    return [_seen_from(item, path) for item in _once("menu", _read_menu)]


def _seen_from(item: MenuItem, path: str) -> MenuItem:
    if path == item.url:
        return replace(item, current="page")
    return replace(item, current="true") if path.startswith(item.url) else item


def _read_menu() -> tuple[MenuItem, ...]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return ()
    # Wagtail keeps on a request what all addresses are made of; otherwise it asks its cache for each of them.
    shared = HttpRequest()
    pages = site.root_page.get_children().live().public().in_menu()
    found = [(page.title, page.get_url(shared, site)) for page in pages]
    return tuple(MenuItem(title, url) for title, url in found if url)


def footer() -> Footer:
    """Return the footer as the editors wrote it."""
    return _once("footer", _read_footer)


def _read_footer() -> Footer:
    setting = SiteFooter.load()
    columns = [
        FooterColumn(
            column.value["title"],
            tuple(
                MenuItem(link["title"], link["page"].url if link["page"] else link["address"])
                for link in column.value["links"]
            ),
        )
        for column in setting.columns
    ]
    return Footer(setting.statement, tuple(columns))
