"""The agenda's busiest addresses, found without the walk down Wagtail's tree and its query for each step."""

from functools import partial

from django.http import HttpRequest, HttpResponseBase
from wagtail.views import serve

from conference.pages.mine.pages import page_of
from conference.pages.remembering import remembered


def below_edition(request: HttpRequest, year: int, rest: str) -> HttpResponseBase:
    """Answer for an address below an edition's page; Wagtail's own view does the rest, so that its privacy holds."""
    page = remembered(("page", year), partial(page_of, year))
    # Where Wagtail keeps what it has found for a request (`Page.route_for_request`).
    request._wagtail_route_for_request = page.route(request, rest.strip("/").split("/"))  # type: ignore[attr-defined]
    response: HttpResponseBase = serve(request, request.path)
    return response
