"""The app's configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Registers the system checks and, after each migration, what must exist before a first request."""

    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        # Models are loaded only now; all but the last of these modules need them.
        from core import bootstrap, checks, sqlite  # noqa: F401

        post_migrate.connect(bootstrap.after_migrate, dispatch_uid="core.bootstrap")
