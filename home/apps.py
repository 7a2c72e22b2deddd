"""The app's configuration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The general pages."""

    name = "home"
    verbose_name = "Pages"

    def ready(self) -> None:
        # Models are loaded only now.
        from core import bootstrap
        from home import receivers
        from home.bootstrap import ensure_editors, ensure_home

        bootstrap.register(ensure_home)
        bootstrap.register(ensure_editors)
        receivers.connect()
