"""The app's configuration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and roles."""

    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        # Models are loaded only now.
        from core import bootstrap
        from people import roles

        bootstrap.register(roles.ensure_roles)
