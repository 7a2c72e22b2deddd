"""The way from the home page to a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Crumb = tuple[str, str]
HOME_DEPTH = 2


def crumbs(page: Any) -> list[Crumb]:
    """Return title and address of each page above, the home page first; one query."""
    above = page.get_ancestors().live().filter(depth__gte=HOME_DEPTH)
    return [(str(_("Home")) if one.depth == HOME_DEPTH else one.title, one.url) for one in above if one.url]
