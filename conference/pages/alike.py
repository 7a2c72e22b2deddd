"""One rendering of a page for all signed-in readers to whom it says the same, each with a form token of their own."""

import secrets
from collections.abc import Callable, Hashable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from conference.pages.remembering import remembered
from people.permissions import is_staff_of_any_role

# Stands in the kept page where a reader's token belongs; nobody can write it into a title.
TOKEN = f"token-{secrets.token_hex(16)}"


def once_for_all_alike(
    request: HttpRequest, key: Hashable, answer: Callable[[str | None], HttpResponseBase]
) -> HttpResponseBase:
    """Return what `answer` makes of a form token, made once for readers of the same key, language and header.

    `key` holds all that the page depends on, the reader's rights above all. Visitors without an account have
    `core.page_cache`, and a page with messages is for one reader: both are made anew, with Django's own token (None).
    """
    if not request.user.is_authenticated or len(get_messages(request)):
        return answer(None)

    def render() -> str:
        response = answer(TOKEN)
        response.render()  # type: ignore[attr-defined]
        return str(response.content.decode())  # type: ignore[attr-defined]

    page = remembered(("page for all alike", key, get_language(), is_staff_of_any_role(request.user)), render)
    return HttpResponse(page.replace(TOKEN, get_token(request)))
