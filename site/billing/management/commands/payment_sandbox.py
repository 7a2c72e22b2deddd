"""Run the payment sandbox beside the site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from billing.sandbox.server import serve


class Command(BaseCommand):
    """Where the settings name no port for it, as in production, it refuses to start."""

    help = "Run the payment sandbox on SANDBOX_PORT, with its state under DATA_DIR."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until the process is ended."""
        port = settings.SANDBOX_PORT
        if not port:
            raise CommandError("These settings have no payment sandbox (SANDBOX_PORT).")
        serve(
            port,
            settings.DATA_DIR / "sandbox" / "state.sqlite3",
            f"http://127.0.0.1:{settings.PORT}/webhooks/stripe/",
            settings.STRIPE_WEBHOOK_SECRET,
        )
