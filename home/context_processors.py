"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.navigation.menus import footer, menu
from people.permissions import is_staff_of_any_role


def site_chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the values of header and footer; what needs the database is read when a template asks for it."""
    return {
        "demo": settings.DEMO,
        "organization": settings.ORGANIZATION,
        "base_url": settings.WAGTAILADMIN_BASE_URL,
        "menu": SimpleLazyObject(lambda: menu(request.path)),
        "works_here": SimpleLazyObject(lambda: is_staff_of_any_role(request.user)),
        "footer": SimpleLazyObject(footer),
    }
