"""The way from the home page to a page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

Crumb = tuple[str, str]
HOME_DEPTH = 2


def crumbs(page: Any, request: HttpRequest) -> list[Crumb]:
    """Return title and address of each page above, the home page first; one query."""
    above = page.get_ancestors().live().filter(depth__gte=HOME_DEPTH)
    # Asked with the request, which keeps the site's root between the calls.
    ways = [(_("Home") if one.depth == HOME_DEPTH else one.title, one.get_url(request)) for one in above]
    return [(title, address) for title, address in ways if address]
