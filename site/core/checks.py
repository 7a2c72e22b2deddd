"""System checks: production refuses to start half configured."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

KNOWN_SECRETS = ("development-only", "test-only", "django-insecure")


def _risks() -> Iterator[str]:
    """Yield a sentence for each risk that nobody chose by name."""
    keys = settings.FIELD_ENCRYPTION_KEYS
    if len(settings.SECRET_KEY) < 40 or settings.SECRET_KEY.startswith(KNOWN_SECRETS):
        yield "SECRET_KEY is a published default or shorter than 40 characters."
    if not keys or min(map(len, keys)) < 32:
        yield "FIELD_ENCRYPTION_KEYS must hold at least one key, each of 32 characters or more."
    if settings.DEBUG:
        yield "DEBUG is on."
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is empty or allows every host."
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not _chosen("ALLOW_SQLITE"):
        yield "The database is SQLite. Set DATABASE_URL, or ALLOW_SQLITE=1 if one machine is meant."
    if settings.STRIPE_API_BASE and not _chosen("ALLOW_SANDBOX"):
        yield "STRIPE_API_BASE points at a sandbox. Empty it, or set ALLOW_SANDBOX=1."
    if not (settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET):
        yield "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set."
    if (settings.DEMO or settings.SHOW_MAILBOX) and not _chosen("ALLOW_DEMO_DATA"):
        yield "Demo data or the demo mailbox are on. Set ALLOW_DEMO_DATA=1 if that is meant."


def _chosen(switch: str) -> bool:
    return bool(getattr(settings, switch))


@register(Tags.security)
def check_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report each risk under the production settings, which alone define the switches."""
    if not hasattr(settings, "ALLOW_SQLITE"):
        return []
    return [Error(risk, id=f"config.E{number:03}") for number, risk in enumerate(_risks(), 1)]


def refuse_risky_start() -> None:
    """Raise ImproperlyConfigured with every risk; called by the web server's entry point, which runs no checks."""
    errors = check_production(None)
    if errors:
        raise ImproperlyConfigured("This server does not start: " + " ".join(str(error.msg) for error in errors))
