"""System checks: production refuses to start half configured."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

KNOWN_SECRETS = ("development-only", "test-only", "django-insecure")


@register(Tags.security)
def check_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Find each risk that nobody chose by name; only the production settings define the switches."""
    if not hasattr(settings, "ALLOW_SQLITE"):
        return []
    sandbox = bool(settings.STRIPE_API_BASE)
    findings = {
        "SECRET_KEY is a published default or shorter than 40 characters.": len(settings.SECRET_KEY) < 40
        or settings.SECRET_KEY.startswith(KNOWN_SECRETS),
        "FIELD_ENCRYPTION_KEYS must hold at least one key of 32 characters or more.": not settings.FIELD_ENCRYPTION_KEYS
        or min(map(len, settings.FIELD_ENCRYPTION_KEYS)) < 32,
        "DEBUG is on.": settings.DEBUG,
        "ALLOWED_HOSTS is empty or allows every host.": not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
        "The database is SQLite; set DATABASE_URL, or ALLOW_SQLITE=1 if one machine is meant.": not settings.ALLOW_SQLITE
        and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        "STRIPE_API_BASE points at a sandbox; empty it, or set ALLOW_SANDBOX=1.": sandbox
        and not settings.ALLOW_SANDBOX,
        "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set.": not (
            settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET
        ),
        "Demo data or the demo mailbox are on; set ALLOW_DEMO_DATA=1 if that is meant.": (
            settings.DEMO or settings.SHOW_MAILBOX
        )
        and not settings.ALLOW_DEMO_DATA,
    }
    return [Error(text, id=f"config.E{i:03}") for i, (text, wrong) in enumerate(findings.items(), 1) if wrong]
