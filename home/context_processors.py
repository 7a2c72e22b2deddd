"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site_chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the values of header and footer."""
    return {"demo": settings.DEMO, "organization": settings.ORGANIZATION}
